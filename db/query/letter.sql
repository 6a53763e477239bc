-- letter.sql - words on their way to a customer.

-- name: letter_add :exec
-- param: message uuid, ticket uuid, channel text, to text, leave_at at
INSERT INTO letter (message, ticket, channel, to_addr, leave_at)
VALUES ($1, $2, $3, $4, $5);

-- name: letter_address :one
-- Where a customer is reached by e-mail, or by a phone for WhatsApp.
-- scope: none (of the ticket that was taken through its scope)
-- param: ticket uuid, kind text, other text
-- col: value text
SELECT p.value
  FROM ticket t
  JOIN contact_point p ON p.customer = t.customer
 WHERE t.id = $1 AND (p.kind = $2 OR p.kind = $3)
 ORDER BY CASE p.kind WHEN $2 THEN 0 ELSE 1 END, p.position
 LIMIT 1;

-- name: letter_recall :exec
-- Changes no row once it has left.
-- param: message uuid, at at
UPDATE letter
   SET recalled_at = $2
 WHERE message = $1 AND left_at IS NULL AND recalled_at IS NULL;

-- name: letter_words :one
-- What was called back, for whoever goes on writing it; or leaves after all.
-- param: message uuid
-- col: channel text, body text
SELECT l.channel, m.body
  FROM letter l
  JOIN message m ON m.id = l.message
 WHERE l.message = $1;

-- name: letter_any :one
-- Was it sent at all, or only told?
-- param: message uuid
-- col: n int
SELECT count(*) AS n
  FROM letter
 WHERE message = $1;

-- name: letter_again :exec
-- It was called back, and is not.
-- param: message uuid
UPDATE letter
   SET recalled_at = NULL
 WHERE message = $1 AND left_at IS NULL;

-- name: letter_waiting :one
-- Those that should have left.
-- scope: none (how many, not whose)
-- param: now at
-- col: n int
SELECT count(*) AS n
  FROM letter
 WHERE leave_at <= $1 AND left_at IS NULL AND recalled_at IS NULL;

-- name: letter_due :many
-- scope: none (the program itself sweeps the whole centre)
-- param: now at, limit int
-- col: message uuid, ticket uuid, number int, channel text, to_addr text, subject text, body text, at at, lang text, author_name text
SELECT l.message, l.ticket, t.number, l.channel, l.to_addr, t.subject, m.body,
       m.at,
       COALESCE((SELECT c.lang FROM customer_named c
         WHERE c.id = t.customer), 'es') AS lang,
       a.name AS author_name
  FROM letter l
  JOIN message m ON m.id = l.message
  JOIN ticket t ON t.id = l.ticket
  LEFT JOIN agent a ON a.id = m.author
 WHERE l.leave_at <= $1 AND l.left_at IS NULL AND l.recalled_at IS NULL
 ORDER BY l.leave_at, l.message
 LIMIT $2;

-- name: letter_left :exec
-- Changes no row when it was called back meanwhile.
-- param: message uuid, at at
UPDATE letter
   SET left_at = $2
 WHERE message = $1 AND left_at IS NULL AND recalled_at IS NULL;
