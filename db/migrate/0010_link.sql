-- 0010_link.sql - how tickets belong together: parts of one, cases of an
-- incident, the same twice, joined into another, split off.

-- A row is a link in force: what was taken away is in the log.
CREATE TABLE ticket_link (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    kind        {text} NOT NULL CHECK (kind IN ('part-of', 'incident',
        'duplicate', 'related', 'caused-by', 'waits-for', 'follows', 'split',
        'merged')),
    from_ticket {uuid} NOT NULL REFERENCES ticket (id),
    to_ticket   {uuid} NOT NULL REFERENCES ticket (id),
    op          {uuid} NOT NULL,      -- the operation that made it
    made_by     {uuid} REFERENCES agent (id),
    at          {int} NOT NULL,
    CHECK (from_ticket <> to_ticket),
    UNIQUE (from_ticket, to_ticket, kind)
) {strict};
CREATE INDEX ticket_link_to ON ticket_link (to_ticket, kind);
-- One parent each; joined into one only.
CREATE UNIQUE INDEX ticket_link_parent ON ticket_link (from_ticket)
 WHERE kind = 'part-of' OR kind = 'incident';
CREATE UNIQUE INDEX ticket_link_merged ON ticket_link (from_ticket)
 WHERE kind = 'merged';

CREATE INDEX ticket_parent ON ticket (parent) WHERE parent IS NOT NULL;

--@pg
-- A link is seen with either end, and made and taken away by whoever may
-- change tickets and sees both.
ALTER TABLE ticket_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY ticket_link_read ON ticket_link FOR SELECT USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.read')) = 4
    OR EXISTS (SELECT 1 FROM ticket t WHERE t.id = ticket_link.from_ticket)
    OR EXISTS (SELECT 1 FROM ticket t WHERE t.id = ticket_link.to_ticket));
DO $$
DECLARE
    ends CONSTANT text :=
        '(SELECT cabina_scope(CAST(current_user AS text), ''ticket.edit'')) > 0'
        ' AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = from_ticket)'
        ' AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = to_ticket)';
BEGIN
    EXECUTE format('CREATE POLICY ticket_link_add ON ticket_link FOR INSERT'
        ' WITH CHECK (%s)', ends);
    EXECUTE format('CREATE POLICY ticket_link_drop ON ticket_link FOR DELETE'
        ' USING (%s)', ends);
END
$$;
-- Words go with the matter they belong to.
CREATE POLICY message_move ON message FOR UPDATE USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.edit')) > 0
    AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = message.ticket));

GRANT SELECT, INSERT, DELETE ON ticket_link TO cabina_user;
GRANT UPDATE (ticket) ON message TO cabina_user;
--@end
