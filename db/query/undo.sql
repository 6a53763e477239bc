-- undo.sql - what was done, to take it back.

-- name: undo_last :many
-- A person's newest events from an instant on, that are not undone.
-- param: actor uuid, from at, limit int
-- col: n int, kind text, entity text, entity_id uuid, body json, at at, op uuid
SELECT e.n, e.kind, e.entity, e.entity_id, e.body, e.happened_at AS at, e.op
  FROM event_log e
 WHERE e.actor = $1 AND e.recorded_at >= $2 AND e.kind <> 'spent.focus'
   AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.event = e.n)
 ORDER BY e.n DESC
 LIMIT $3;

-- name: undo_event :one
-- param: event int
-- col: n int, actor uuid, kind text, entity text, entity_id uuid, body json, at at, recorded_at at, op uuid, undone bool
SELECT e.n, e.actor, e.kind, e.entity, e.entity_id, e.body,
       e.happened_at AS at, e.recorded_at, e.op,
       CASE WHEN u.event IS NULL THEN 0 ELSE 1 END AS undone
  FROM event_log e
  LEFT JOIN undone u ON u.event = e.n
 WHERE e.n = $1;

-- name: undo_values :many
-- param: event int
-- col: entity text, field text, old text, new text
SELECT entity, field, old, new
  FROM event_value
 WHERE n = $1
 ORDER BY seq;

-- name: undo_target :one
-- The event that an undo took back.
-- param: op uuid
-- col: event int
SELECT event
  FROM undone
 WHERE op = $1;

-- name: undo_later :many
-- The first later event, still in force, that changed a field which event n
-- changed. An undo counts only when what it took back came before n. A policy
-- is not changed but follows: the undo chooses it anew.
-- param: entity_id uuid, event int
-- col: n int, kind text, field text, actor uuid, actor_name text
SELECT e.n, e.kind, v.field, e.actor, a.name AS actor_name
  FROM event_log e
  JOIN event_value v ON v.n = e.n
  LEFT JOIN agent a ON a.id = e.actor
 WHERE e.entity_id = $1 AND e.n > $2
   AND EXISTS (SELECT 1 FROM event_value m
                WHERE m.n = $2 AND m.entity = v.entity AND m.field = v.field
                  AND NOT (m.entity = 'ticket' AND m.field = 'policy'))
   AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.event = e.n)
   AND NOT EXISTS (SELECT 1 FROM undone u
                    WHERE u.op = e.op AND u.event >= $2)
 ORDER BY e.n
 LIMIT 1;

-- name: undo_since :many
-- What others changed of a thing after event n and is still in force, the newest
-- first.
-- param: entity_id uuid, event int, me uuid
-- col: n int, at at, actor_name text, entity text, field text
SELECT e.n, e.recorded_at AS at, a.name AS actor_name, v.entity, v.field
  FROM event_log e
  JOIN event_value v ON v.n = e.n
  LEFT JOIN agent a ON a.id = e.actor
 WHERE e.entity_id = $1 AND e.n > $2 AND (e.actor IS NULL OR e.actor <> $3)
   AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.event = e.n)
   AND NOT EXISTS (SELECT 1 FROM undone u
                    WHERE u.op = e.op AND u.event > $2)
 ORDER BY e.n DESC, v.seq;

-- name: undo_any_later :many
-- The first later event of a thing that is still in force, whatever it changed.
-- param: entity_id uuid, event int
-- col: n int, actor_name text
SELECT e.n, a.name AS actor_name
  FROM event_log e
  LEFT JOIN agent a ON a.id = e.actor
 WHERE e.entity_id = $1 AND e.n > $2 AND e.kind <> 'undo'
   AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.event = e.n)
 ORDER BY e.n
 LIMIT 1;

-- name: undo_thing :one
-- What a thing is called: T-1042. No row for what has no number.
-- scope: none (the outcome of the person's own write, told again)
-- param: entity text, id uuid
-- col: letter text, number int
SELECT 'T' AS letter, t.number
  FROM ticket t
 WHERE $1 = 'ticket' AND t.id = $2
 UNION ALL
SELECT 'I' AS letter, i.number
  FROM interaction i
 WHERE $1 = 'interaction' AND i.id = $2
 UNION ALL
SELECT 'C' AS letter, k.number
  FROM callback k
 WHERE $1 = 'callback' AND k.id = $2
 UNION ALL
SELECT 'A' AS letter, p.number
  FROM appointment p
 WHERE $1 = 'appointment' AND p.id = $2;

-- name: undone_add :exec
-- Changes no row when it was undone already.
-- param: event int, op uuid
INSERT INTO undone (event, op)
VALUES ($1, $2)
ON CONFLICT (event) DO NOTHING;

-- name: undone_drop :exec
-- param: op uuid
DELETE FROM undone
 WHERE op = $1;

-- name: message_withdraw :exec
-- param: id uuid, at at?
UPDATE message
   SET withdrawn_at = $2
 WHERE id = $1;

-- name: undo_state_at :one
-- When a thing last came into a state by itself, not by an undo.
-- param: entity_id uuid, state text, before int
-- col: at at
SELECT max(e.happened_at) AS at
  FROM event_log e
  JOIN event_value v ON v.n = e.n
 WHERE e.entity_id = $1 AND v.field = 'state' AND v.new = $2 AND e.n < $3
   AND e.kind <> 'undo'
   AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.event = e.n);

-- name: callback_previous :one
-- The promise that another replaced.
-- scope: none (whose write it was takes both through the scope)
-- param: id uuid
-- col: previous uuid
SELECT k.previous
  FROM callback k
 WHERE k.id = $1 AND k.previous IS NOT NULL;

-- name: appointment_previous :one
-- The one that another replaced.
-- scope: none (whose write it was takes both through the scope)
-- param: id uuid
-- col: previous uuid
SELECT p.previous
  FROM appointment p
 WHERE p.id = $1 AND p.previous IS NOT NULL;
