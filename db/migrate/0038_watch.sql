-- 0038_watch.sql - who follows a ticket without working on it.

-- Whoever watches it is told of what others do to it, as long as they see it. A
-- ticket that took in another is watched by the watchers of both, and what was
-- split off by those of the whole: that is read from the links.
CREATE TABLE ticket_watch (
    ticket      {uuid} NOT NULL REFERENCES ticket (id),
    agent       {uuid} NOT NULL REFERENCES agent (id),
    made_by     {uuid} REFERENCES agent (id),
    at          {int} NOT NULL,
    PRIMARY KEY (ticket, agent)
) {strict};
CREATE INDEX ticket_watch_agent ON ticket_watch (agent);

--@pg
-- Seen with the ticket, or where it is one's own; made for oneself by whoever
-- sees the ticket, for others by whoever may assign; ended likewise.
ALTER TABLE ticket_watch ENABLE ROW LEVEL SECURITY;
CREATE POLICY ticket_watch_read ON ticket_watch FOR SELECT USING (
    agent = (SELECT cabina_agent(CAST(current_user AS text)))
    OR EXISTS (SELECT 1 FROM ticket t WHERE t.id = ticket_watch.ticket));
CREATE POLICY ticket_watch_add ON ticket_watch FOR INSERT WITH CHECK (
    (agent = (SELECT cabina_agent(CAST(current_user AS text)))
     OR (SELECT cabina_scope(CAST(current_user AS text), 'ticket.assign')) > 0)
    AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = ticket_watch.ticket));
CREATE POLICY ticket_watch_drop ON ticket_watch FOR DELETE USING (
    agent = (SELECT cabina_agent(CAST(current_user AS text)))
    OR ((SELECT cabina_scope(CAST(current_user AS text), 'ticket.assign')) > 0
        AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = ticket_watch.ticket)));
GRANT SELECT, INSERT, DELETE ON ticket_watch TO cabina_user;
--@end
