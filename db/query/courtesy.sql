-- courtesy.sql - words on a ticket that is done, not looked at yet.

-- name: held_put :exec
-- The first of them counts.
-- scope: none (of a ticket that was taken through its scope)
-- param: ticket uuid, message uuid, at at, until_at at
INSERT INTO held (ticket, message, at, until_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (ticket) DO NOTHING;

-- name: held_take :one
-- scope: none (of a ticket that was taken through its scope)
-- param: ticket uuid
-- col: message uuid, at at, until_at at
SELECT h.message, h.at, h.until_at
  FROM held h
 WHERE h.ticket = $1;

-- name: held_drop :exec
-- scope: none (of a ticket that was taken through its scope)
-- param: ticket uuid
DELETE FROM held WHERE ticket = $1;

-- name: held_anew :exec
-- scope: none (of a ticket that was taken through its scope)
-- param: ticket uuid, until_at at
UPDATE held SET until_at = $2 WHERE ticket = $1;

-- name: held_due :many
-- scope: none (the program itself sweeps the whole centre)
-- param: now at, limit int
-- col: ticket uuid
SELECT h.ticket
  FROM held h
 WHERE h.until_at <= $1
 ORDER BY h.until_at, h.ticket
 LIMIT $2;

-- name: held_count :one
-- scope: agent ticket t
-- param: k int
-- col: n int
SELECT count(*) AS n
  FROM held h
  JOIN ticket t ON t.id = h.ticket
 WHERE $1 = 1 AND {scope};

-- name: held_list :many
-- Of one ticket or all, what is open again first on top.
-- scope: agent ticket t
-- param: ticket uuid?, limit int
-- col: ticket uuid, number int, subject text, state text, customer uuid, customer_name text, team_name text, owner uuid, owner_name text, at at, until_at at, channel text, body text
SELECT h.ticket, t.number, t.subject, t.state, t.customer,
       (SELECT c.name FROM customer_named c
         WHERE c.id = t.customer) AS customer_name,
       m.name AS team_name, t.owner,
       o.name AS owner_name, h.at, h.until_at, w.channel, w.body
  FROM held h
  JOIN ticket t ON t.id = h.ticket
  JOIN message w ON w.id = h.message
  LEFT JOIN team m ON m.code = t.team
  LEFT JOIN agent o ON o.id = t.owner
 WHERE ($1 IS NULL OR h.ticket = $1) AND {scope}
 ORDER BY h.until_at, t.number
 LIMIT $2;
