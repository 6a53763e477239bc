-- closing.sql - tickets that end by themselves.

-- name: closing_put :exec
-- scope: none (of a ticket that was taken through its scope)
-- param: ticket uuid, state text, policy text, since_at at, warned int, next_at at, close_at at
INSERT INTO closing (ticket, state, policy, since_at, warned, next_at, close_at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: closing_drop :exec
-- scope: none (of a ticket that was taken through its scope)
-- param: ticket uuid
DELETE FROM closing WHERE ticket = $1;

-- name: closing_take :one
-- scope: none (of a ticket that was taken through its scope)
-- param: ticket uuid
-- col: ticket uuid, state text, policy text, since_at at, warned int, next_at at, close_at at
SELECT k.ticket, k.state, k.policy, k.since_at, k.warned, k.next_at, k.close_at
  FROM closing k
 WHERE k.ticket = $1;

-- name: closing_set :exec
-- scope: none (of a ticket that was taken through its scope)
-- param: ticket uuid, warned int, next_at at?, close_at at
UPDATE closing
   SET warned = $2, next_at = $3, close_at = $4
 WHERE ticket = $1;

-- name: closing_get :one
-- scope: agent ticket t
-- param: ticket uuid
-- col: state text, since_at at, warned int, next_at at, close_at at, closes_to text
SELECT k.state, k.since_at, k.warned, k.next_at, k.close_at,
       CASE k.state WHEN 'resolved' THEN 'closed' ELSE 'resolved' END
       AS closes_to
  FROM closing k
  JOIN ticket t ON t.id = k.ticket
 WHERE k.ticket = $1 AND {scope};

-- name: closing_due :many
-- scope: none (the program itself sweeps the whole centre)
-- param: now at, limit int
-- col: ticket uuid
SELECT k.ticket
  FROM closing k
 WHERE k.next_at IS NOT NULL AND k.next_at <= $1
   AND NOT EXISTS (SELECT 1 FROM held h WHERE h.ticket = k.ticket)
 ORDER BY k.next_at, k.ticket
 LIMIT $2;

-- name: closing_customer :one
-- Who is written to, and in which language.
-- scope: none (of the ticket that was taken)
-- param: ticket uuid
-- col: customer uuid, lang text, subject text, number int, zone text
SELECT t.customer,
       COALESCE((SELECT c.lang FROM customer_named c
         WHERE c.id = t.customer), 'es') AS lang,
       t.subject, t.number,
       COALESCE(b.zone, 'America/Santiago') AS zone
  FROM ticket t
  LEFT JOIN branch b ON b.code = t.branch
 WHERE t.id = $1;
