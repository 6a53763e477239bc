-- alert.sql - what to mind before a word is said.

-- name: alert_list :many ahead general
-- Worst first. acked_at is the asking person's.
-- scope: agent customer c
-- param: customer uuid, agent uuid, now at, all bool
-- col: id uuid, kind text, text text, severity int, class int, must_ack bool, from_at at, until_at at, who_name text, ended_at at, acked_at at
SELECT l.id, l.kind, l.text, l.severity, l.class, l.must_ack, l.from_at,
       l.until_at, a.name AS who_name, l.ended_at, k.at AS acked_at
  FROM alert l
  JOIN customer c ON c.id = l.customer
  LEFT JOIN agent a ON a.id = l.who
  LEFT JOIN alert_ack k ON k.alert = l.id AND k.agent = $2
 WHERE l.customer = $1
   AND ($4 = 1 OR (l.ended_at IS NULL AND l.from_at <= $3
        AND (l.until_at IS NULL OR l.until_at > $3)))
   AND {scope}
 ORDER BY l.severity DESC, l.from_at DESC, l.id
 LIMIT 100;

-- name: alert_add :batch
-- param: id uuid, customer uuid, kind text, text text, severity int, class int, must_ack bool, from_at at, until_at at?, who uuid?
INSERT INTO alert (id, customer, kind, text, severity, class, must_ack,
       from_at, until_at, who)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: alert_take :one
-- scope: agent customer c
-- param: id uuid
-- col: customer uuid, text text, class int, must_ack bool, from_at at, until_at at, ended_at at, version int
SELECT l.customer, l.text, l.class, l.must_ack, l.from_at, l.until_at,
       l.ended_at, c.version
  FROM alert l
  JOIN customer c ON c.id = l.customer
 WHERE l.id = $1 AND {scope};

-- name: alert_ack_add :exec
-- Changes no row when the person acknowledged it before.
-- param: alert uuid, agent uuid, at at
INSERT INTO alert_ack (alert, agent, at)
VALUES ($1, $2, $3)
ON CONFLICT (alert, agent) DO NOTHING;

-- name: alert_end :exec
-- param: id uuid, at at, who uuid?
UPDATE alert
   SET ended_at = $2, ended_by = $3
 WHERE id = $1 AND ended_at IS NULL;
