-- 0024_closing.sql - tickets that end by themselves, when, and how often their
-- customer was told; and what people want to be reminded of.

CREATE TABLE closing (
    ticket      {uuid} PRIMARY KEY REFERENCES ticket (id),
    state       {text} NOT NULL,      -- in which it ends
    policy      {text} NOT NULL,      -- NAME@DIGEST, as of then
    since_at    {int} NOT NULL,       -- the state began
    warned      {int} NOT NULL,       -- warnings that went out, or are over
    next_at     {int},                -- the next of them, or the end; none: not
    close_at    {int} NOT NULL
) {strict};
CREATE INDEX closing_next ON closing (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE reminder (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    number      {int} NOT NULL UNIQUE,
    agent       {uuid} NOT NULL REFERENCES agent (id), -- who is told
    ticket      {uuid} REFERENCES ticket (id),
    text        {text} NOT NULL CHECK (length(text) BETWEEN 1 AND 200),
    at          {int} NOT NULL,
    made_by     {uuid} NOT NULL REFERENCES agent (id),
    made_at     {int} NOT NULL,
    told_at     {int},
    ended_at    {int}
) {strict};
CREATE INDEX reminder_due ON reminder (at)
 WHERE told_at IS NULL AND ended_at IS NULL;
CREATE INDEX reminder_agent ON reminder (agent, at);
CREATE INDEX reminder_made_by ON reminder (made_by, at);

INSERT INTO counter (name, next) VALUES ('reminder', 1);

--@pg
ALTER TABLE closing ENABLE ROW LEVEL SECURITY;
CREATE POLICY closing_all ON closing USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.read')) = 4
    OR EXISTS (SELECT 1 FROM ticket x WHERE x.id = closing.ticket));
GRANT SELECT, INSERT, UPDATE, DELETE ON closing TO cabina_user;

-- One's own, or asked for by oneself; the sweep tells all.
DO $$
DECLARE
    me CONSTANT text := '(SELECT cabina_agent(CAST(current_user AS text)))';
    keeps CONSTANT text := '(SELECT cabina_scope(CAST(current_user AS text),'
        ' ''sla.keep'')) = 4';
BEGIN
    EXECUTE 'ALTER TABLE reminder ENABLE ROW LEVEL SECURITY';
    EXECUTE format('CREATE POLICY reminder_read ON reminder FOR SELECT USING'
        ' (agent = %1$s OR made_by = %1$s OR %2$s)', me, keeps);
    EXECUTE format('CREATE POLICY reminder_change ON reminder FOR UPDATE USING'
        ' (agent = %1$s OR made_by = %1$s OR %2$s)', me, keeps);
    EXECUTE format('CREATE POLICY reminder_add ON reminder FOR INSERT'
        ' WITH CHECK (made_by = %1$s)', me);
    EXECUTE format('CREATE POLICY reminder_drop ON reminder FOR DELETE USING'
        ' (made_by = %1$s)', me);
END
$$;
GRANT SELECT, INSERT, DELETE ON reminder TO cabina_user;
GRANT UPDATE (told_at, ended_at) ON reminder TO cabina_user;
--@end
