-- 0004_work.sql - callbacks, drafts, notices: an agent's working day

-- ---- drafts ---------------------------------------------------------------

-- What somebody is writing and has not saved. Not in the log: a draft says
-- nothing about the business, and there is one each two seconds.
CREATE TABLE draft (
    agent       {uuid} NOT NULL REFERENCES agent (id),
    key         {text} NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    stamp       {int} NOT NULL,       -- the console's counter: higher wins
    body        {text} NOT NULL,      -- JSON; "" where one was dropped
    saved_at    {int} NOT NULL,
    PRIMARY KEY (agent, key)
) {strict};

-- ---- callbacks ------------------------------------------------------------

CREATE TABLE callback (           -- a call that somebody was promised
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    number      {int} NOT NULL UNIQUE,
    customer    {uuid} REFERENCES customer (id),
    who         {text} NOT NULL,      -- whom to ask for
    phone       {text} NOT NULL,
    reason      {text} NOT NULL,
    state       {text} NOT NULL CHECK (
        state = 'open' OR state = 'done' OR state = 'missed'
        OR state = 'cancelled' OR state = 'moved'),
    due_at      {int} NOT NULL,
    until_at    {int} CHECK (until_at >= due_at), -- the end of a window
    zone        {text} NOT NULL,      -- whose hours were promised
    team        {text} REFERENCES team (code),
    branch      {text} REFERENCES branch (code),
    owner       {uuid} REFERENCES agent (id), -- none: anybody of the team
    created_by  {uuid} REFERENCES agent (id),
    interaction {uuid} REFERENCES interaction (id),
    ticket      {uuid} REFERENCES ticket (id),
    previous    {uuid} REFERENCES callback (id), -- the promise it replaces
    override    {text} NOT NULL,      -- why against consent or hours; or ""
    result      {text} NOT NULL,
    created_at  {int} NOT NULL,
    done_at     {int},
    version     {int} NOT NULL
) {strict};
CREATE INDEX callback_customer ON callback (customer, due_at);
CREATE INDEX callback_owner ON callback (owner, due_at) WHERE state = 'open';
CREATE INDEX callback_team ON callback (team, due_at) WHERE state = 'open';
CREATE INDEX callback_due ON callback (due_at);
CREATE INDEX callback_interaction ON callback (interaction)
 WHERE interaction IS NOT NULL;

INSERT INTO counter (name, next) VALUES ('callback', 1001);

-- ---- contacts -------------------------------------------------------------

CREATE TABLE outcome (            -- how a contact can end
    code        {text} PRIMARY KEY,
    key         {text} NOT NULL,      -- short: what one types for it
    demands     {text} NOT NULL,      -- JSON list: typification note callback
                                      -- ticket
    position    {int} NOT NULL,
    retired_at  {int},
    version     {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX outcome_key ON outcome (key) WHERE retired_at IS NULL;

INSERT INTO outcome (code, key, demands, position, version) VALUES
    ('resolved', 'R', '["typification"]', 1, 1),
    ('pending', 'P', '["typification"]', 2, 1),
    ('referred', 'D', '["typification","ticket"]', 3, 1),
    ('callback', 'L', '["callback"]', 4, 1),
    ('not-for-us', 'N', '[]', 5, 1),
    ('cut-off', 'C', '[]', 6, 1),
    ('no-answer', 'S', '[]', 7, 1);

INSERT INTO label (kind, code, lang, text, fold) VALUES
    ('outcome', 'resolved', 'es', 'Resuelto en el contacto',
     'resuelto en el contacto'),
    ('outcome', 'resolved', 'en', 'Resolved in this contact',
     'resolved in this contact'),
    ('outcome', 'pending', 'es', 'Queda en curso', 'queda en curso'),
    ('outcome', 'pending', 'en', 'Left in progress', 'left in progress'),
    ('outcome', 'referred', 'es', 'Derivado a otro equipo',
     'derivado a otro equipo'),
    ('outcome', 'referred', 'en', 'Referred to another team',
     'referred to another team'),
    ('outcome', 'callback', 'es', 'Se le llamará', 'se le llamara'),
    ('outcome', 'callback', 'en', 'To be called back', 'to be called back'),
    ('outcome', 'not-for-us', 'es', 'No era para nosotros',
     'no era para nosotros'),
    ('outcome', 'not-for-us', 'en', 'Not for us, or wrong number',
     'not for us, or wrong number'),
    ('outcome', 'cut-off', 'es', 'Se cortó', 'se corto'),
    ('outcome', 'cut-off', 'en', 'Cut off', 'cut off'),
    ('outcome', 'no-answer', 'es', 'No contestó', 'no contesto'),
    ('outcome', 'no-answer', 'en', 'Nobody answered', 'nobody answered');

-- The ticket that came of a contact.
CREATE INDEX ticket_interaction ON ticket (interaction)
 WHERE interaction IS NOT NULL;

-- A day of one agent.
CREATE INDEX interaction_owner_at ON interaction (owner, started_at);

CREATE INDEX interaction_waiting ON interaction (team, started_at)
 WHERE state = 'waiting';

-- Taken back by its author; the text stays for the history.
ALTER TABLE message ADD COLUMN withdrawn_at {int};

-- A pause asked for during a contact begins when the contact is closed.
ALTER TABLE agent_state ADD COLUMN pause_next {text} NOT NULL DEFAULT '';

-- RFR: what one types for a leaf, once for the whole tree.
ALTER TABLE typification ADD COLUMN mnemonic {text};
CREATE UNIQUE INDEX typification_mnemonic ON typification (mnemonic)
 WHERE mnemonic IS NOT NULL;

-- ---- notices --------------------------------------------------------------

CREATE TABLE notice (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    kind        {text} NOT NULL,      -- "people", or what the program says:
                                      -- "escalation", "callback" …
    severity    {int} NOT NULL CHECK (severity BETWEEN 1 AND 3), -- 3 urgent
    text        {text} NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
    to_team     {text} REFERENCES team (code),     -- at most one of these;
    to_branch   {text} REFERENCES branch (code),   -- none: everybody
    to_agent    {uuid} REFERENCES agent (id),
    entity      {text} NOT NULL,      -- what it is about: "ticket", or ""
    entity_id   {uuid},
    once        {text} UNIQUE,        -- said once: "CLOCK/CYCLE/LEVEL"
    author      {uuid} REFERENCES agent (id),      -- none: the program
    at          {int} NOT NULL,
    until_at    {int}
) {strict};
CREATE INDEX notice_at ON notice (at);

CREATE TABLE notice_seen (
    notice      {uuid} NOT NULL REFERENCES notice (id),
    agent       {uuid} NOT NULL REFERENCES agent (id),
    at          {int} NOT NULL,
    PRIMARY KEY (notice, agent)
) {strict};

-- ---- undo -----------------------------------------------------------------

-- Events that are undone now, and the operation that did it. An undo is an
-- event like any other: undoing it takes this row away again.
CREATE TABLE undone (
    event       {int} PRIMARY KEY,
    op          {uuid} NOT NULL UNIQUE
) {strict};

-- Who may send notices, where roles are set up already (role.c has it for new
-- databases).
INSERT INTO role_grant (role, verb, scope)
SELECT r.code, 'notice.send', CASE r.code WHEN 'branch' THEN 3 ELSE 4 END
  FROM role r
 WHERE r.code IN ('branch', 'supervisor', 'administrator')
   AND EXISTS (SELECT 1 FROM role_grant);

--@pg
-- ---- who may touch what ---------------------------------------------------

ALTER TABLE draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY draft_own ON draft USING (
    agent = (SELECT cabina_agent(CAST(current_user AS text))));

-- A promised call is seen like the contact it came of, and kept by the team of
-- whoever promised it.
ALTER TABLE callback ADD COLUMN passed_by {uuid};
CREATE TRIGGER callback_passed BEFORE UPDATE OF team, branch, owner ON callback
    FOR EACH ROW WHEN ((OLD.team, OLD.branch, OLD.owner) IS DISTINCT FROM
    (NEW.team, NEW.branch, NEW.owner)) EXECUTE FUNCTION cabina_passed();
DO $$
DECLARE
    me CONSTANT text := '(SELECT cabina_agent(CAST(current_user AS text)))';
    rule CONSTANT text :=
        'CASE %1$s WHEN 4 THEN true WHEN 0 THEN false'
        ' ELSE owner = %2$s OR created_by = %2$s OR passed_by = %2$s'
        ' OR (%1$s IN (2, 3) AND team = ANY (CAST((SELECT cabina_teams('
        'CAST(current_user AS text))) AS text[])))'
        ' OR (%1$s = 3 AND branch = (SELECT cabina_branch('
        'CAST(current_user AS text)))) END';
    reads CONSTANT text := '(SELECT cabina_scope(CAST(current_user AS text),'
        ' ''interaction.read''))';
    handles CONSTANT text := '(SELECT cabina_scope(CAST(current_user AS text),'
        ' ''interaction.handle''))';
    sees CONSTANT text := format(rule, reads, me);
    keeps CONSTANT text := format(rule, format('CASE %1$s WHEN 1 THEN 2'
        ' ELSE %1$s END', handles), me);
BEGIN
    EXECUTE 'ALTER TABLE callback ENABLE ROW LEVEL SECURITY';
    EXECUTE format('CREATE POLICY callback_read ON callback FOR SELECT'
        ' USING (%s)', sees);
    EXECUTE format('CREATE POLICY callback_change ON callback FOR UPDATE'
        ' USING (%s) WITH CHECK (true)', keeps);
    EXECUTE format('CREATE POLICY callback_add ON callback FOR INSERT'
        ' WITH CHECK (%s = 4 OR (%s > 0 AND created_by = %s))', handles,
        handles, me);
    -- A contact that waits for anybody may be answered by its team.
    EXECUTE format('CREATE POLICY interaction_answer ON interaction'
        ' FOR UPDATE USING (state = ''waiting'' AND owner IS NULL AND (%s))'
        ' WITH CHECK (owner = %s)', keeps, me);
END
$$;

-- The flow of work moves the state of whose contact it is.
CREATE POLICY agent_state_flow ON agent_state FOR UPDATE USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'interaction.handle'))
    > 1);

CREATE POLICY message_withdraw ON message FOR UPDATE USING (
    author = (SELECT cabina_agent(CAST(current_user AS text))));

CREATE POLICY caller_not_drop ON caller_not FOR DELETE USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'interaction.handle'))
    > 0);

-- Notices reach whom they are for, their author, and who may send to all.
ALTER TABLE notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY notice_read ON notice FOR SELECT USING (
    author = (SELECT cabina_agent(CAST(current_user AS text)))
    OR (SELECT cabina_scope(CAST(current_user AS text), 'notice.send')) = 4
    OR CASE WHEN to_agent IS NOT NULL
            THEN to_agent = (SELECT cabina_agent(CAST(current_user AS text)))
            WHEN to_team IS NOT NULL
            THEN to_team = ANY (CAST((SELECT cabina_teams(
                CAST(current_user AS text))) AS text[]))
            WHEN to_branch IS NOT NULL
            THEN to_branch = (SELECT cabina_branch(
                CAST(current_user AS text)))
            ELSE true END);
CREATE POLICY notice_add ON notice FOR INSERT WITH CHECK (
    (author = (SELECT cabina_agent(CAST(current_user AS text)))
     AND (SELECT cabina_scope(CAST(current_user AS text), 'notice.send')) > 0)
    OR (author IS NULL AND kind <> 'people' AND once IS NOT NULL));
CREATE POLICY notice_change ON notice FOR UPDATE USING (
    author = (SELECT cabina_agent(CAST(current_user AS text))));

ALTER TABLE notice_seen ENABLE ROW LEVEL SECURITY;
CREATE POLICY notice_seen_read ON notice_seen FOR SELECT USING (true);
CREATE POLICY notice_seen_add ON notice_seen FOR INSERT WITH CHECK (
    agent = (SELECT cabina_agent(CAST(current_user AS text))));

-- One undoes what one did oneself.
ALTER TABLE undone ENABLE ROW LEVEL SECURITY;
CREATE POLICY undone_read ON undone FOR SELECT USING (true);
CREATE POLICY undone_add ON undone FOR INSERT WITH CHECK (
    EXISTS (SELECT 1 FROM event_log e
             WHERE e.n = undone.event
               AND e.actor = (SELECT cabina_agent(
                   CAST(current_user AS text)))));
CREATE POLICY undone_drop ON undone FOR DELETE USING (
    EXISTS (SELECT 1 FROM event_log e
             WHERE e.n = undone.event
               AND e.actor = (SELECT cabina_agent(
                   CAST(current_user AS text)))));

GRANT SELECT ON draft, callback, outcome, notice, notice_seen,
    undone TO cabina_user;
GRANT INSERT, UPDATE (stamp, body, saved_at), DELETE ON draft TO cabina_user;
-- All columns but passed_by, which the trigger alone sets.
GRANT INSERT (id, number, customer, who, phone, reason, state, due_at,
    until_at, zone, team, branch, owner, created_by, interaction, ticket,
    previous, override, result, created_at, done_at, version) ON callback
    TO cabina_user;
GRANT UPDATE (state, result, done_at, owner, team, version) ON callback
    TO cabina_user;
GRANT DELETE ON caller_not TO cabina_user;
GRANT INSERT, DELETE ON undone TO cabina_user;
GRANT INSERT, UPDATE (until_at) ON notice TO cabina_user;
GRANT INSERT ON notice_seen TO cabina_user;
GRANT UPDATE (withdrawn_at) ON message TO cabina_user;
GRANT UPDATE (pause_next) ON agent_state TO cabina_user;
GRANT DELETE ON matter TO cabina_user;
GRANT INSERT, UPDATE ON outcome TO cabina_admin;
--@end
