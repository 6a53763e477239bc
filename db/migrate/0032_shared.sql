-- 0032_shared.sql - words begun by one that a colleague goes on with.

-- A draft that its author left on a ticket: whoever works on the ticket sees
-- it, and one takes it. It stays what it was, a note or words to the customer.
CREATE TABLE shared_draft (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    number      {int} NOT NULL UNIQUE,
    ticket      {uuid} NOT NULL REFERENCES ticket (id),
    public      {int} NOT NULL CHECK (public IN (0, 1)),
    body        {text} NOT NULL CHECK (length(body) BETWEEN 1 AND 20000),
    author      {uuid} NOT NULL REFERENCES agent (id),
    left_at     {int} NOT NULL,
    state       {text} NOT NULL CHECK (state IN ('waiting', 'taken',
        'dropped')),
    ended_by    {uuid} REFERENCES agent (id),
    ended_at    {int},
    version     {int} NOT NULL,
    CHECK ((state = 'waiting') = (ended_at IS NULL))
) {strict};
CREATE INDEX shared_draft_ticket ON shared_draft (ticket, left_at);

INSERT INTO counter (name, next) VALUES ('draft', 1);

--@pg
-- For those who write on the ticket, not for those who only read.
ALTER TABLE shared_draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY shared_draft_work ON shared_draft USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.edit')) > 0
    AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = shared_draft.ticket));
GRANT SELECT, INSERT, UPDATE, DELETE ON shared_draft TO cabina_user;
--@end
