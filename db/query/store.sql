-- The store's own: which schema this database has, and the event log.

-- name: db_engine_version :one
-- col: version text
SELECT /*sl sqlite_version() *//*pg current_setting('server_version') */ AS version;

-- name: db_server_clock :one
-- The one time that is not a parameter: it tells how far ours is from it.
-- col: at at
SELECT /*sl 0 *//*pg CAST(floor(extract(epoch FROM clock_timestamp()) * 1000)
       AS BIGINT) */ AS at;

-- ---- migrations -------------------------------------------------------------

-- name: schema_create :exec
CREATE TABLE IF NOT EXISTS schema_migration (
    number      {int} PRIMARY KEY,
    name        {text} NOT NULL,
    checksum    {text} NOT NULL,
    applied_at  {int} NOT NULL
) {strict};

-- name: schema_lock :one
-- Two that start at once: the second waits here. On SQLite BEGIN IMMEDIATE
-- has done it.
-- col: ok int
SELECT CASE WHEN /*sl 1 *//*pg pg_advisory_xact_lock(1667395169) */ IS NULL
       THEN 0 ELSE 1 END AS ok;

-- name: schema_list :many
-- col: number int, name text, checksum text
SELECT number, name, checksum FROM schema_migration ORDER BY number;

-- name: schema_record :exec
-- param: number int, name text, checksum text, applied_at at
INSERT INTO schema_migration (number, name, checksum, applied_at)
VALUES ($1, $2, $3, $4);

-- ---- the event log ------------------------------------------------------------

-- name: event_head_next :one
-- SQLite only: gives the next number, and the hash before it. On PostgreSQL
-- the trigger on event_log does this.
-- param: now at
-- col: n int, recorded_at at, hash text
UPDATE event_head
   SET n = n + 1,
       recorded_at = CASE WHEN recorded_at > $1 THEN recorded_at ELSE $1 END
 WHERE k = 1
RETURNING n, recorded_at, hash;

-- name: event_head_set :exec
-- SQLite only.
-- param: hash text
UPDATE event_head SET hash = $1 WHERE k = 1;

-- name: event_insert :one
-- On PostgreSQL the trigger replaces n, recorded_at, the actors and hash.
-- param: n int, id uuid, recorded_at at, happened_at at, real_actor uuid?
-- param: actor uuid?, kind text, entity text, entity_id uuid, version int
-- param: op uuid, body json, digest text, hash text
-- col: n int
INSERT INTO event_log (n, id, recorded_at, happened_at, real_actor, actor,
       kind, entity, entity_id, version, op, body, digest, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
RETURNING n;

-- name: event_value_insert :exec later
-- rows: [[entity, field, old, new, salt, digest], …]
-- param: n int, rows json
INSERT INTO event_value (n, seq, entity, field, old, new, salt, digest)
SELECT $1, CAST(key AS BIGINT),
       /*sl value *//*pg CAST(value AS json) */ ->> 0,
       /*sl value *//*pg CAST(value AS json) */ ->> 1,
       /*sl value *//*pg CAST(value AS json) */ ->> 2,
       /*sl value *//*pg CAST(value AS json) */ ->> 3,
       /*sl value *//*pg CAST(value AS json) */ ->> 4,
       /*sl value *//*pg CAST(value AS json) */ ->> 5
  FROM json_each($2);

-- name: event_last_at :one
-- When something last happened to a thing, the clocks' own words apart.
-- param: entity uuid
-- col: at at
SELECT COALESCE(max(x.at), 0) AS at
  FROM (SELECT happened_at AS at
          FROM event_log
         WHERE entity_id = $1 AND kind NOT IN ('ticket.level', 'ticket.told')
        UNION ALL
        SELECT e.happened_at
          FROM event_beside b
          JOIN event_log e ON e.n = b.n
         WHERE b.entity = $1) x;

-- name: event_walk :each
-- Events after a number with their values, one row a value (or one without).
-- param: after int, limit_n int
-- col: n int, recorded_at at, happened_at at, real_actor uuid, actor uuid
-- col: kind text, entity text, entity_id uuid, version int, op uuid, body json
-- col: digest text, hash text, v_digest text, v_entity text, v_field text
-- col: v_old text personal, v_new text personal, v_salt text
-- col: v_old_null bool, v_new_null bool
SELECT l.n, l.recorded_at, l.happened_at, l.real_actor, l.actor, l.kind,
       l.entity, l.entity_id, l.version, l.op, l.body, l.digest, l.hash,
       v.digest AS v_digest, v.entity AS v_entity, v.field AS v_field,
       v.old AS v_old, v.new AS v_new, v.salt AS v_salt,
       CASE WHEN v.old IS NULL THEN 1 ELSE 0 END AS v_old_null,
       CASE WHEN v.new IS NULL THEN 1 ELSE 0 END AS v_new_null
  FROM (SELECT * FROM event_log WHERE n > $1 ORDER BY n LIMIT $2) AS l
  LEFT JOIN event_value v ON v.n = l.n
 ORDER BY l.n, v.seq;

-- name: event_feed :many
-- What was changed after an event: kinds of things, and how many events are
-- about them as far as this person may see. The line of "" has the number of
-- the last event, seen or not.
-- param: after int
-- col: entity text, events int
SELECT '' AS entity,
       /*sl (SELECT h.n FROM event_head h WHERE h.k = 1) */
       /*pg (SELECT h.n FROM cabina_head() h) */ AS events
UNION ALL
SELECT l.entity, COUNT(*) AS events FROM event_log l WHERE l.n > $1
 GROUP BY l.entity
UNION ALL
SELECT v.entity, 0 AS events FROM event_value v WHERE v.n > $1
 GROUP BY v.entity;
