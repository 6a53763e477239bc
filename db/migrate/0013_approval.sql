-- 0013_approval.sql - what needs the word of others before it is done, and who
-- gave it. Four eyes are a rule of the tables: who asked never decides.

CREATE TABLE approval (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    number      {int} NOT NULL UNIQUE,
    ticket      {uuid} NOT NULL REFERENCES ticket (id),
    rule        {text} NOT NULL,      -- [approval NAME] of the setup
    reason      {text} NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    amount      {int} NOT NULL CHECK (amount >= 0), -- minor units
    currency    {text} NOT NULL CHECK (length(currency) = 3),
    need        {int} NOT NULL CHECK (need BETWEEN 0 AND 9),
    roles       {text} NOT NULL,      -- JSON list: who may decide
    state       {text} NOT NULL CHECK (state IN ('open', 'given', 'refused',
        'expired', 'withdrawn')),
    asked_by    {uuid} NOT NULL REFERENCES agent (id),
    asked_at    {int} NOT NULL,
    expires_at  {int} NOT NULL CHECK (expires_at > asked_at),
    decided_at  {int},
    version     {int} NOT NULL,
    UNIQUE (id, asked_by)
) {strict};
CREATE INDEX approval_ticket ON approval (ticket, asked_at);
CREATE INDEX approval_open ON approval (expires_at) WHERE state = 'open';
-- One request of a rule at a time.
CREATE UNIQUE INDEX approval_once ON approval (ticket, rule)
 WHERE state = 'open';

-- One word each, and one for each seat: whose power it is. The asker is
-- carried along so that the table itself can refuse it.
CREATE TABLE approval_vote (
    approval    {uuid} NOT NULL,
    agent       {uuid} NOT NULL REFERENCES agent (id), -- who decided
    seat        {uuid} NOT NULL REFERENCES agent (id), -- for whom
    asked_by    {uuid} NOT NULL,
    verdict     {text} NOT NULL CHECK (verdict IN ('given', 'refused')),
    reason      {text} NOT NULL,
    at          {int} NOT NULL,
    PRIMARY KEY (approval, agent),
    UNIQUE (approval, seat),
    FOREIGN KEY (approval, asked_by) REFERENCES approval (id, asked_by),
    CHECK (agent <> asked_by),
    CHECK (seat <> asked_by)
) {strict};

CREATE TABLE approval_delegate (  -- who decides for whom, and until when
    agent       {uuid} NOT NULL REFERENCES agent (id),
    instead     {uuid} NOT NULL REFERENCES agent (id),
    from_at     {int} NOT NULL,
    to_at       {int} NOT NULL CHECK (to_at > from_at),
    most        {int},                -- up to this amount; none: any
    PRIMARY KEY (agent, instead, from_at),
    CHECK (agent <> instead)
) {strict};
CREATE INDEX approval_delegate_instead ON approval_delegate (instead, to_at);

INSERT INTO counter (name, next) VALUES ('approval', 1001);

--@pg
ALTER TABLE approval ENABLE ROW LEVEL SECURITY;
CREATE POLICY approval_read ON approval FOR SELECT USING (
    EXISTS (SELECT 1 FROM ticket t WHERE t.id = approval.ticket));
CREATE POLICY approval_add ON approval FOR INSERT WITH CHECK (
    asked_by = (SELECT cabina_agent(CAST(current_user AS text)))
    AND (SELECT cabina_scope(CAST(current_user AS text), 'ticket.edit')) > 0
    AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = approval.ticket));

ALTER TABLE approval_vote ENABLE ROW LEVEL SECURITY;
CREATE POLICY approval_vote_read ON approval_vote FOR SELECT USING (
    EXISTS (SELECT 1 FROM approval a WHERE a.id = approval_vote.approval));
CREATE POLICY approval_vote_add ON approval_vote FOR INSERT WITH CHECK (
    agent = (SELECT cabina_agent(CAST(current_user AS text)))
    AND EXISTS (SELECT 1 FROM approval a
                  JOIN agent s ON s.id = approval_vote.seat
                 WHERE a.id = approval_vote.approval AND a.state = 'open'
                   AND s.role IN (SELECT j.value FROM json_each(a.roles) j)
                   AND (s.id = approval_vote.agent
                        OR EXISTS (SELECT 1 FROM approval_delegate d
                                    WHERE d.agent = s.id
                                      AND d.instead = approval_vote.agent
                                      AND COALESCE(d.most, a.amount)
                                          >= a.amount))));
-- Nothing is given with fewer words than it needs. Counted with the owner's
-- rights: the votes' own policy looks at the request.
CREATE FUNCTION cabina_words_given(request text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM approval_vote v
     WHERE v.approval = request AND v.verdict = 'given'
$$;
CREATE POLICY approval_change ON approval FOR UPDATE USING (
    EXISTS (SELECT 1 FROM ticket t WHERE t.id = approval.ticket))
    WITH CHECK (state <> 'given' OR cabina_words_given(id) >= need);

ALTER TABLE approval_delegate ENABLE ROW LEVEL SECURITY;
CREATE POLICY approval_delegate_read ON approval_delegate FOR SELECT
    USING (true);
CREATE POLICY approval_delegate_add ON approval_delegate FOR INSERT
    WITH CHECK (agent = (SELECT cabina_agent(CAST(current_user AS text))));
CREATE POLICY approval_delegate_change ON approval_delegate FOR UPDATE
    USING (agent = (SELECT cabina_agent(CAST(current_user AS text))));

GRANT SELECT, INSERT ON approval, approval_vote, approval_delegate
    TO cabina_user;
GRANT UPDATE (state, decided_at, version) ON approval TO cabina_user;
GRANT UPDATE (to_at, most) ON approval_delegate TO cabina_user;
--@end
