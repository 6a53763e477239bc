-- 0026_courtesy.sql - what a customer wrote on a ticket that was done, until
-- somebody says whether it was only a courtesy.

CREATE TABLE held (
    ticket      {uuid} PRIMARY KEY REFERENCES ticket (id),
    message     {uuid} NOT NULL REFERENCES message (id), -- the first of them
    at          {int} NOT NULL,       -- when it was said
    until_at    {int} NOT NULL        -- the ticket is open again by then
) {strict};
CREATE INDEX held_until ON held (until_at);

--@pg
ALTER TABLE held ENABLE ROW LEVEL SECURITY;
CREATE POLICY held_all ON held USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.read')) = 4
    OR EXISTS (SELECT 1 FROM ticket x WHERE x.id = held.ticket));
GRANT SELECT, INSERT, UPDATE, DELETE ON held TO cabina_user;
--@end
