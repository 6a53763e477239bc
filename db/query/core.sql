-- core.sql - the one road a change travels: operations, numbers, stays.

-- name: applied_op_add :exec
-- Changes no row when the operation was applied before.
-- param: op uuid, kind text, entity text, entity_id uuid, actor uuid?, at at
INSERT INTO applied_op (op, kind, entity, entity_id, actor, at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (op) DO NOTHING;

-- name: applied_op_get :one ahead general
-- param: op uuid
-- col: kind text, entity text, entity_id uuid, actor uuid
SELECT kind, entity, entity_id, actor
  FROM applied_op
 WHERE op = $1;

-- name: applied_op_forget :exec
-- param: before at
DELETE FROM applied_op
 WHERE at < $1;

-- name: counter_lease :one
-- param: name text, n int
-- col: first int
UPDATE counter
   SET next = next + $2
 WHERE name = $1
RETURNING next - $2 AS first;

-- name: stay_close :exec later
-- The open stay ends; one that began later ends where it began.
-- param: kind text, entity uuid, at at
UPDATE stay
   SET to_at = CASE WHEN from_at > $3 THEN from_at ELSE $3 END
 WHERE kind = $1 AND entity = $2 AND to_at IS NULL;

-- name: stay_open :exec later
-- Begins when the one before ended, if that is later than asked.
-- param: id uuid, kind text, entity uuid, state text, reason text, holder text, at at
INSERT INTO stay (id, kind, entity, state, reason, holder, from_at, to_at)
SELECT $1, $2, $3, $4, $5, $6,
       CASE WHEN COALESCE(max(s.to_at), 0) > $7 THEN max(s.to_at) ELSE $7 END,
       NULL
  FROM stay s
 WHERE s.kind = $2 AND s.entity = $3;

-- name: stay_list :many
-- param: kind text, entity uuid
-- col: state text, reason text, holder text, from_at at, to_at at
SELECT state, reason, holder, from_at, to_at
  FROM stay
 WHERE kind = $1 AND entity = $2
 ORDER BY from_at, id;

-- name: fact_get :one
-- param: k text
-- col: v text
SELECT v FROM cabina WHERE k = $1;

-- name: fact_pair :one ahead general
-- Two at once; "" for what is not said.
-- param: one text, two text
-- col: one text, two text
SELECT (SELECT f.v FROM cabina f WHERE f.k = $1) AS one,
       (SELECT f.v FROM cabina f WHERE f.k = $2) AS two;

-- name: fact_set :exec
-- param: k text, v text
INSERT INTO cabina (k, v) VALUES ($1, $2)
ON CONFLICT (k) DO UPDATE SET v = excluded.v;

-- name: fact_drop :exec
-- param: k text
DELETE FROM cabina WHERE k = $1;

-- name: event_beside_add :exec
-- param: entity uuid, n int
INSERT INTO event_beside (entity, n)
VALUES ($1, $2);

-- name: event_beside_again :exec
-- What stands beside event `of` stands beside `n`, which takes it back.
-- param: of int, n int
INSERT INTO event_beside (entity, n)
SELECT b.entity, $2
  FROM event_beside b
 WHERE b.n = $1;
