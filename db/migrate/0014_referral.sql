-- 0014_referral.sql - a ticket is lent to another team and comes back.
--
-- A leg is one loan: from the team that answers to the customer to the team
-- that is asked. One is open on a ticket at a time; who is asked next gets a
-- leg of its own.

CREATE TABLE referral (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    ticket      {uuid} NOT NULL REFERENCES ticket (id),
    leg         {int} NOT NULL CHECK (leg >= 1), -- of its ticket
    cycle       {int} NOT NULL,       -- the ticket's when it was sent
    previous    {uuid} REFERENCES referral (id), -- passed on by that leg
    state       {text} NOT NULL CHECK (
        state IN ('sent', 'accepted', 'returned', 'resent', 'rejected',
        'completed', 'recalled', 'transferred')),
    from_team   {text} REFERENCES team (code), -- who passed it on
    to_team     {text} NOT NULL REFERENCES team (code),
    owner       {uuid} REFERENCES agent (id), -- who of them has it
    reason      {text} NOT NULL,      -- a code of referral_reason
    ask         {text} NOT NULL CHECK (length(ask) BETWEEN 1 AND 2000),
    why         {text} NOT NULL,      -- rejected, returned: a code; or ""
    answer      {text} NOT NULL,      -- the last words about it; or ""
    policy      {text} NOT NULL,      -- of the team, NAME@DIGEST; or ""
    sent_by     {uuid} REFERENCES agent (id),
    sent_at     {int} NOT NULL,
    accepted_at {int},
    ended_at    {int},                -- rejected, completed …: it is over
    returns     {int} NOT NULL,       -- times it was returned
    warned      {int} NOT NULL CHECK (warned BETWEEN 0 AND 1), -- sent though
                                      -- it does not fit the promise, by:
    slack_ms    {int} NOT NULL,
    ping_pong   {int} NOT NULL CHECK (ping_pong BETWEEN 0 AND 1),
    rank        {int} NOT NULL,       -- its place in the team's list
    version     {int} NOT NULL,
    UNIQUE (ticket, leg)
) {strict};
CREATE UNIQUE INDEX referral_open ON referral (ticket) WHERE ended_at IS NULL;
CREATE INDEX referral_inbox ON referral (to_team, rank, id)
 WHERE ended_at IS NULL;
CREATE INDEX referral_outbox ON referral (from_team, rank, id)
 WHERE ended_at IS NULL;
CREATE INDEX referral_sent ON referral (sent_at);
CREATE INDEX referral_ping_pong ON referral (sent_at) WHERE ping_pong = 1;

-- Where the open leg of a ticket is: the team, and who of it took it.
ALTER TABLE ticket ADD COLUMN lent_to {text} REFERENCES team (code);
ALTER TABLE ticket ADD COLUMN lent_owner {uuid} REFERENCES agent (id);

CREATE TABLE referral_reason (    -- why a leg is sent, rejected, returned
    verb        {text} NOT NULL CHECK (verb IN ('send', 'reject', 'return')),
    code        {text} NOT NULL,
    position    {int} NOT NULL,
    retired_at  {int},
    PRIMARY KEY (verb, code)
) {strict};

INSERT INTO referral_reason (verb, code, position) VALUES
    ('send', 'specialist', 1), ('send', 'approval', 2), ('send', 'parts', 3),
    ('send', 'workshop', 4), ('send', 'branch', 5), ('send', 'answer', 6),
    ('send', 'other', 9),
    ('reject', 'not-ours', 1), ('reject', 'duplicate', 2),
    ('reject', 'no-capacity', 3), ('reject', 'not-possible', 4),
    ('reject', 'other', 9),
    ('return', 'data', 1), ('return', 'document', 2), ('return', 'photo', 3),
    ('return', 'customer', 4), ('return', 'other', 9);

INSERT INTO label (kind, code, lang, text, fold) VALUES
    ('referral', 'specialist', 'es', 'Necesita a un especialista',
     'necesita a un especialista'),
    ('referral', 'specialist', 'en', 'Needs a specialist',
     'needs a specialist'),
    ('referral', 'approval', 'es', 'Falta una aprobación',
     'falta una aprobacion'),
    ('referral', 'approval', 'en', 'Needs an approval', 'needs an approval'),
    ('referral', 'parts', 'es', 'Faltan repuestos', 'faltan repuestos'),
    ('referral', 'parts', 'en', 'Parts are missing', 'parts are missing'),
    ('referral', 'workshop', 'es', 'Trabajo de taller', 'trabajo de taller'),
    ('referral', 'workshop', 'en', 'Work for the workshop',
     'work for the workshop'),
    ('referral', 'branch', 'es', 'Corresponde a otra sucursal',
     'corresponde a otra sucursal'),
    ('referral', 'branch', 'en', 'Belongs to another branch',
     'belongs to another branch'),
    ('referral', 'answer', 'es', 'Que redacten la respuesta',
     'que redacten la respuesta'),
    ('referral', 'answer', 'en', 'To write the answer',
     'to write the answer'),
    ('referral', 'not-ours', 'es', 'No es de este equipo',
     'no es de este equipo'),
    ('referral', 'not-ours', 'en', 'Not this team''s work',
     'not this team''s work'),
    ('referral', 'duplicate', 'es', 'Ya se hizo en otro caso',
     'ya se hizo en otro caso'),
    ('referral', 'duplicate', 'en', 'Done in another ticket',
     'done in another ticket'),
    ('referral', 'no-capacity', 'es', 'No hay quien lo haga a tiempo',
     'no hay quien lo haga a tiempo'),
    ('referral', 'no-capacity', 'en', 'Nobody can do it in time',
     'nobody can do it in time'),
    ('referral', 'not-possible', 'es', 'No se puede hacer',
     'no se puede hacer'),
    ('referral', 'not-possible', 'en', 'It cannot be done',
     'it cannot be done'),
    ('referral', 'data', 'es', 'Faltan datos', 'faltan datos'),
    ('referral', 'data', 'en', 'Facts are missing', 'facts are missing'),
    ('referral', 'document', 'es', 'Falta un documento',
     'falta un documento'),
    ('referral', 'document', 'en', 'A document is missing',
     'a document is missing'),
    ('referral', 'photo', 'es', 'Faltan fotos', 'faltan fotos'),
    ('referral', 'photo', 'en', 'Photographs are missing',
     'photographs are missing'),
    ('referral', 'customer', 'es', 'Confirmar con el cliente',
     'confirmar con el cliente'),
    ('referral', 'customer', 'en', 'To be confirmed by the customer',
     'to be confirmed by the customer'),
    ('referral', 'other', 'es', 'Otro motivo', 'otro motivo'),
    ('referral', 'other', 'en', 'Another reason', 'another reason');

-- Who may refer, where roles are set up already (role.c has it for new
-- databases): as far as they may change tickets.
INSERT INTO role_grant (role, verb, scope)
SELECT g.role, 'ticket.refer', g.scope
  FROM role_grant g
 WHERE g.verb = 'ticket.edit';

--@pg
-- A leg is seen and changed with its ticket.
ALTER TABLE referral ENABLE ROW LEVEL SECURITY;
CREATE POLICY referral_all ON referral USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.read')) = 4
    OR EXISTS (SELECT 1 FROM ticket x WHERE x.id = referral.ticket));

-- Who is asked sees and changes the ticket as its own team does, and who gave
-- it back still sees what that wrote.
DROP TRIGGER ticket_passed ON ticket;
CREATE TRIGGER ticket_passed
    BEFORE UPDATE OF team, branch, owner, lent_to, lent_owner ON ticket
    FOR EACH ROW WHEN ((OLD.team, OLD.branch, OLD.owner, OLD.lent_to,
    OLD.lent_owner) IS DISTINCT FROM (NEW.team, NEW.branch, NEW.owner,
    NEW.lent_to, NEW.lent_owner)) EXECUTE FUNCTION cabina_passed();

DO $$
DECLARE
    me CONSTANT text := '(SELECT cabina_agent(CAST(current_user AS text)))';
    mine CONSTANT text := 'ANY (CAST((SELECT cabina_teams('
        'CAST(current_user AS text))) AS text[]))';
    rule CONSTANT text :=
        'CASE %1$s WHEN 4 THEN true WHEN 0 THEN false'
        ' ELSE owner = %2$s OR created_by = %2$s OR passed_by = %2$s'
        ' OR lent_owner = %2$s'
        ' OR (%1$s IN (2, 3) AND (team = %3$s OR lent_to = %3$s))'
        ' OR (%1$s = 3 AND branch = (SELECT cabina_branch('
        'CAST(current_user AS text)))) END';
    reads CONSTANT text := '(SELECT cabina_scope(CAST(current_user AS text),'
        ' ''ticket.read''))';
    changes CONSTANT text := '(SELECT cabina_scope(CAST(current_user AS text),'
        ' ''ticket.edit'', ''ticket.assign'', ''ticket.resolve'','
        ' ''ticket.refer''))';
BEGIN
    DROP POLICY ticket_read ON ticket;
    DROP POLICY ticket_change ON ticket;
    EXECUTE format('CREATE POLICY ticket_read ON ticket FOR SELECT USING (%s)',
        format(rule, reads, me, mine));
    EXECUTE format('CREATE POLICY ticket_change ON ticket FOR UPDATE USING'
        ' (%s) WITH CHECK (true)', format(rule, changes, me, mine));
END
$$;

-- What the program said of an answer goes with it when it is undone.
CREATE POLICY notice_referral ON notice FOR SELECT USING (
    author IS NULL AND kind = 'referral'
    AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = notice.entity_id));
CREATE POLICY notice_unsay ON notice FOR DELETE USING (
    author IS NULL AND kind = 'referral'
    AND (SELECT cabina_scope(CAST(current_user AS text), 'ticket.edit',
        'ticket.refer')) > 0);
CREATE POLICY notice_seen_unsay ON notice_seen FOR DELETE USING (
    EXISTS (SELECT 1 FROM notice n
             WHERE n.id = notice_seen.notice AND n.author IS NULL
               AND n.kind = 'referral'));
GRANT DELETE ON notice TO cabina_user;

GRANT SELECT, INSERT, UPDATE, DELETE ON referral TO cabina_user;
GRANT UPDATE (lent_to, lent_owner), INSERT (lent_to, lent_owner) ON ticket
    TO cabina_user;
GRANT SELECT ON referral_reason TO cabina_user;
GRANT INSERT, UPDATE ON referral_reason TO cabina_admin;
--@end
