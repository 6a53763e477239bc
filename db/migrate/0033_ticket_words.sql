-- 0033_ticket_words.sql - what finds a ticket among millions: the words of its
-- subject, when it was resolved, what it is about.
--
-- Words are folded by the program, so it fills them for the tickets that are
-- there (core/ticket_index.h): the fact ticket.words says up to which that is
-- done, and is gone when all of them are.

CREATE TABLE ticket_word (
    word        {text} NOT NULL,      -- folded
    ticket      {uuid} NOT NULL,
    PRIMARY KEY (word, ticket)
) {strict} /*sl , WITHOUT ROWID */;

INSERT INTO cabina (k, v)
SELECT 'ticket.words', '' FROM ticket LIMIT 1;

CREATE INDEX ticket_resolved ON ticket (resolved_at, id)
 WHERE resolved_at IS NOT NULL;
CREATE INDEX ticket_type ON ticket (typification, created_at, id, state);

--@pg
ALTER TABLE ticket_word ENABLE ROW LEVEL SECURITY;
CREATE POLICY ticket_word_all ON ticket_word USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.read')) = 4
    OR EXISTS (SELECT 1 FROM ticket t WHERE t.id = ticket_word.ticket));
GRANT SELECT, INSERT, DELETE ON ticket_word TO cabina_user;
--@end
