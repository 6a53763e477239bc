-- 0029_spent.sql - how long somebody worked on a ticket or a contact.

CREATE TABLE spent (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    ticket      {uuid} REFERENCES ticket (id),
    interaction {uuid} REFERENCES interaction (id),
    agent       {uuid} NOT NULL REFERENCES agent (id),
    kind        {text} NOT NULL CHECK (kind IN ('focus', 'by-hand')),
    from_at     {int} NOT NULL,
    to_at       {int} NOT NULL CHECK (to_at >= from_at),
    ms          {int} NOT NULL CHECK (ms <> 0), -- of it; by hand also less
    reason      {text},
    made_by     {uuid} NOT NULL REFERENCES agent (id),
    CHECK ((ticket IS NULL) <> (interaction IS NULL)),
    CHECK (kind = 'by-hand' OR (ms > 0 AND ms <= to_at - from_at)),
    CHECK (kind = 'focus' OR reason IS NOT NULL)
) {strict};
CREATE INDEX spent_ticket ON spent (ticket, from_at) WHERE ticket IS NOT NULL;
CREATE INDEX spent_interaction ON spent (interaction)
 WHERE interaction IS NOT NULL;
CREATE INDEX spent_from ON spent (from_at);
CREATE INDEX matter_ticket ON matter (ticket) WHERE ticket IS NOT NULL;

--@pg
ALTER TABLE spent ENABLE ROW LEVEL SECURITY;
CREATE POLICY spent_read ON spent FOR SELECT USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.read')) = 4
    OR EXISTS (SELECT 1 FROM ticket t WHERE t.id = spent.ticket)
    OR EXISTS (SELECT 1 FROM interaction i WHERE i.id = spent.interaction));
CREATE POLICY spent_add ON spent FOR INSERT WITH CHECK (
    (kind = 'by-hand' OR agent = made_by)
    AND (EXISTS (SELECT 1 FROM ticket t WHERE t.id = spent.ticket)
         OR EXISTS (SELECT 1 FROM interaction i
                     WHERE i.id = spent.interaction)));
CREATE POLICY spent_drop ON spent FOR DELETE USING (
    kind = 'by-hand'
    AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = spent.ticket));
GRANT SELECT, INSERT, DELETE ON spent TO cabina_user;
--@end
