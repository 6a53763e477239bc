-- audit.sql - the event log as a trail.

-- name: audit_start :one
-- The first of the last so many events that pass the filter.
-- param: entity uuid?, actor uuid?, kind text, prefix text, limit int
-- col: n int
SELECT COALESCE(min(l.n), 0) AS n
  FROM (SELECT e.n
          FROM event_log e
         WHERE ($1 IS NULL OR e.entity_id = $1)
           AND ($2 IS NULL OR e.actor = $2 OR e.real_actor = $2)
           AND ($3 = '' OR e.kind = $3)
           AND ($4 = '' OR substr(e.kind, 1, length($4)) = $4)
         ORDER BY e.n DESC
         LIMIT $5) l;

-- name: audit_events :many
-- param: since int, entity uuid?, actor uuid?, kind text, prefix text, limit int
-- col: n int, id uuid, recorded_at at, happened_at at, actor uuid, actor_login text
-- col: real_actor uuid, real_login text, kind text, entity text, entity_id uuid
-- col: version int, op uuid, body json, hash text
SELECT e.n, e.id, e.recorded_at, e.happened_at, e.actor,
       COALESCE(a.login, '') AS actor_login, e.real_actor,
       COALESCE(r.login, '') AS real_login, e.kind, e.entity, e.entity_id,
       e.version, e.op, e.body, e.hash
  FROM event_log e
  LEFT JOIN agent a ON a.id = e.actor
  LEFT JOIN agent r ON r.id = e.real_actor
 WHERE e.n > $1
   AND ($2 IS NULL OR e.entity_id = $2)
   AND ($3 IS NULL OR e.actor = $3 OR e.real_actor = $3)
   AND ($4 = '' OR e.kind = $4)
   AND ($5 = '' OR substr(e.kind, 1, length($5)) = $5)
 ORDER BY e.n
 LIMIT $6;

-- name: audit_values :many
-- Of the events whose numbers are in a JSON list, but for the images of rows that
-- undo keeps (core/image.h). A value without its salt was erased.
-- param: list json
-- col: n int, seq int, entity text, field text, old text, new text
-- col: old_null bool, new_null bool, erased bool, class int
SELECT v.n, v.seq, v.entity, v.field, COALESCE(v.old, '') AS old,
       COALESCE(v.new, '') AS new,
       CAST(CASE WHEN v.old IS NULL THEN 1 ELSE 0 END AS {int}) AS old_null,
       CAST(CASE WHEN v.new IS NULL THEN 1 ELSE 0 END AS {int}) AS new_null,
       CAST(CASE WHEN v.salt IS NULL THEN 1 ELSE 0 END AS {int}) AS erased,
       COALESCE(d.class, 0) AS class
  FROM event_value v
  LEFT JOIN field_def d ON d.id = v.field
 WHERE v.n IN (SELECT CAST(j.value AS {int}) FROM json_each($1) j)
   AND v.field NOT LIKE 'row %' ESCAPE '!'
 ORDER BY v.n, v.seq;

-- name: audit_anchor_add :exec
-- param: n int, hash text, at at
INSERT INTO event_anchor (n, hash, at) VALUES ($1, $2, $3)
ON CONFLICT (n) DO NOTHING;

-- name: audit_anchor_lost :many
-- Kept anchors that the log does not fit any more.
-- col: n int, hash text
SELECT k.n, k.hash
  FROM event_anchor k
  LEFT JOIN event_log e ON e.n = k.n
 WHERE e.hash IS NULL OR e.hash <> k.hash
 ORDER BY k.n;
