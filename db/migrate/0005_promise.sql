-- 0005_promise.sql - what is promised on a ticket: clocks, the levels that
-- were told, who stands in for whom, when nobody is to be disturbed, and the
-- lease of the sweep.
--
-- A clock is a cache of its ticket's events: `sla rebuild` makes the same rows.

-- Where a ticket stands in a list by urgency: its due; paused ones behind all
-- that run, then those without a promise; none when nothing is owed.
ALTER TABLE ticket ADD COLUMN rank {int};
-- A parked ticket comes back by itself then.
ALTER TABLE ticket ADD COLUMN until_at {int};
-- What it is promised: NAME@DIGEST of a setup version; none for nothing.
ALTER TABLE ticket ADD COLUMN policy {text};

UPDATE ticket
   SET rank = 8000000000000000 + created_at
 WHERE state IN ('new', 'open', 'pending-customer', 'pending-third-party',
       'scheduled', 'referred');

CREATE INDEX ticket_owner_rank ON ticket (owner, rank, id)
 WHERE rank IS NOT NULL AND owner IS NOT NULL;
CREATE INDEX ticket_team_rank ON ticket (team, rank, id)
 WHERE rank IS NOT NULL;
CREATE INDEX ticket_rank ON ticket (rank, id) WHERE rank IS NOT NULL;
CREATE INDEX ticket_until ON ticket (until_at) WHERE until_at IS NOT NULL;

CREATE TABLE clock (
    ticket      {uuid} NOT NULL REFERENCES ticket (id),
    kind        {text} NOT NULL CHECK (kind IN ('first_response',
        'next_response', 'periodic_update', 'pausable_update', 'resolution',
        'requester_wait', 'work_time', 'statutory', 'leg_accept',
        'leg_complete')),
    round       {int} NOT NULL CHECK (round >= 1), -- of this kind, on a ticket
    cycle       {int} NOT NULL CHECK (cycle >= 1), -- begun anew or gone on
    leg         {text} NOT NULL,      -- of a referral, or ""
    state       {text} NOT NULL CHECK (
        state IN ('running', 'paused', 'met', 'cancelled')),
    policy      {text} NOT NULL,      -- NAME@DIGEST of its setup version
    calendar    {text} NOT NULL,      -- NAME@N, N versions were known
    zones       {text} NOT NULL,      -- the zone data it was measured with
    start_at    {int} NOT NULL,
    target_ms   {int} NOT NULL CHECK (target_ms > 0),
    used_ms     {int} NOT NULL CHECK (used_ms >= 0), -- until since_at
    since_at    {int} NOT NULL,       -- runs, stands or is done since
    due_at      {int},                -- none while paused
    until_at    {int},                -- paused: expected to go on
    met_at      {int},
    breached_at {int},                -- missed, as its events tell
    by_change   {int} NOT NULL CHECK (by_change BETWEEN 0 AND 1),
    first_met   {int} CHECK (first_met BETWEEN 0 AND 1),
    level       {int} NOT NULL,       -- the last one told, in this cycle
    next_level  {int} NOT NULL,       -- the one at:
    next_level_at {int},
    PRIMARY KEY (ticket, kind, round)
) {strict} /*sl , WITHOUT ROWID */;
CREATE INDEX clock_next ON clock (next_level_at) WHERE next_level_at IS NOT NULL;
CREATE INDEX clock_due ON clock (due_at)
 WHERE state = 'running' AND due_at IS NOT NULL;

-- A level that was reached, told once; repeats are numbered.
CREATE TABLE escalation (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    ticket      {uuid} NOT NULL REFERENCES ticket (id),
    kind        {text} NOT NULL,      -- of the clock; "" for one by hand
    round       {int} NOT NULL,
    cycle       {int} NOT NULL,
    level       {int} NOT NULL,
    again       {int} NOT NULL,       -- 0, then the repeats
    share       {text} NOT NULL,      -- "75%", "+60m"
    reason      {text} NOT NULL,      -- by hand: why
    reached_at  {int} NOT NULL,
    told_at     {int} NOT NULL,
    acked_at    {int},
    acked_by    {uuid} REFERENCES agent (id),
    UNIQUE (ticket, kind, round, cycle, level, again)
) {strict};
CREATE INDEX escalation_open ON escalation (told_at) WHERE acked_at IS NULL;

-- Whom it is told, and when: a person's own hours may lie later.
CREATE TABLE delivery (
    escalation  {uuid} NOT NULL REFERENCES escalation (id),
    agent       {uuid} NOT NULL REFERENCES agent (id),
    at          {int} NOT NULL,       -- not before
    done_at     {int},
    outcome     {text},               -- told; over: it was no longer so
    spooled_at  {int},                -- handed to the site's mailer
    PRIMARY KEY (escalation, agent)
) {strict} /*sl , WITHOUT ROWID */;
CREATE INDEX delivery_at ON delivery (at) WHERE done_at IS NULL;
CREATE INDEX delivery_spool ON delivery (done_at)
 WHERE outcome = 'told' AND spooled_at IS NULL;

-- Who stands in for an absent person.
CREATE TABLE substitute (
    agent       {uuid} NOT NULL REFERENCES agent (id),
    from_at     {int} NOT NULL,
    to_at       {int} NOT NULL CHECK (to_at > from_at),
    instead     {uuid} NOT NULL REFERENCES agent (id),
    PRIMARY KEY (agent, from_at)
) {strict} /*sl , WITHOUT ROWID */;

-- The calendar in which a person may be told of levels; without, always.
CREATE TABLE quiet (
    agent       {uuid} PRIMARY KEY REFERENCES agent (id),
    calendar    {text} NOT NULL
) {strict};

-- Who sweeps, and until when nobody else does.
CREATE TABLE sweep (
    k           {int} PRIMARY KEY CHECK (k = 1),
    holder      {uuid} NOT NULL,
    until_at    {int} NOT NULL,
    swept_at    {int} NOT NULL,
    stamp       {int} NOT NULL,       -- the setup that clocks go by
    renewed     {uuid} NOT NULL       -- on the way there: the last ticket
) {strict};
INSERT INTO sweep (k, holder, until_at, swept_at, stamp, renewed)
VALUES (1, '', 0, 0, 0, '');

-- Who may keep the clocks, where roles are set up already (role.c has it for
-- new databases).
INSERT INTO role_grant (role, verb, scope)
SELECT r.code, 'sla.keep', 4
  FROM role r
 WHERE r.code IN ('supervisor', 'administrator')
   AND EXISTS (SELECT 1 FROM role_grant);

--@pg
-- What hangs on a ticket is seen and changed with it.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['clock', 'escalation'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY %I ON %I USING ('
            '(SELECT cabina_scope(CAST(current_user AS text),'
            ' ''ticket.read'')) = 4'
            ' OR EXISTS (SELECT 1 FROM ticket x WHERE x.id = %2$I.ticket))',
            t || '_all', t);
    END LOOP;
END
$$;

ALTER TABLE delivery ENABLE ROW LEVEL SECURITY;
CREATE POLICY delivery_all ON delivery USING (
    EXISTS (SELECT 1 FROM escalation e WHERE e.id = delivery.escalation));

-- One's own, or that of people one may manage.
DO $$
DECLARE
    t text;
    mine CONSTANT text :=
        'agent = (SELECT cabina_agent(CAST(current_user AS text)))'
        ' OR (SELECT cabina_scope(CAST(current_user AS text), ''state.set'','
        ' ''agent.admin'')) > 1';
BEGIN
    FOREACH t IN ARRAY ARRAY['substitute', 'quiet'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (true)',
            t || '_read', t);
        EXECUTE format('CREATE POLICY %I ON %I FOR INSERT WITH CHECK (%s)',
            t || '_add', t, mine);
        EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE USING (%s)',
            t || '_change', t, mine);
        EXECUTE format('CREATE POLICY %I ON %I FOR DELETE USING (%s)',
            t || '_drop', t, mine);
    END LOOP;
END
$$;

ALTER TABLE sweep ENABLE ROW LEVEL SECURITY;
CREATE POLICY sweep_read ON sweep FOR SELECT USING (true);
CREATE POLICY sweep_change ON sweep FOR UPDATE USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'sla.keep')) = 4);

GRANT SELECT, INSERT, UPDATE, DELETE ON clock, substitute, quiet TO cabina_user;
GRANT SELECT, INSERT ON escalation, delivery TO cabina_user;
GRANT UPDATE (done_at, outcome, spooled_at) ON delivery TO cabina_user;
GRANT UPDATE (acked_at, acked_by) ON escalation TO cabina_user;
GRANT SELECT, UPDATE ON sweep TO cabina_user;
GRANT INSERT (rank, until_at, policy), UPDATE (rank, until_at, policy) ON ticket
    TO cabina_user;
--@end
