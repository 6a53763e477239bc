-- 0044_beside.sql - a change of one ticket that its other is told of, too: a
-- join, a division, a link.

CREATE TABLE event_beside (
    entity      {uuid} NOT NULL,
    n           {int} NOT NULL REFERENCES event_log (n),
    PRIMARY KEY (entity, n)
) {strict} /*sl , WITHOUT ROWID */;

-- Those that stand.
INSERT INTO event_beside (entity, n)
SELECT l.to_ticket, e.n
  FROM ticket_link l
  JOIN event_log e ON e.entity_id = l.from_ticket AND e.op = l.op
 WHERE e.kind IN ('ticket.merge', 'ticket.split', 'ticket.link');

--@pg
ALTER TABLE event_beside ENABLE ROW LEVEL SECURITY;
CREATE POLICY event_beside_read ON event_beside FOR SELECT USING (true);
CREATE POLICY event_beside_add ON event_beside FOR INSERT WITH CHECK (
    EXISTS (SELECT 1 FROM event_log e
             WHERE e.n = event_beside.n
               AND e.actor = (SELECT cabina_agent(CAST(current_user AS text)))));
GRANT SELECT, INSERT ON event_beside TO cabina_user;
--@end
