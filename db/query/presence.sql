-- presence.sql - who is at a console, on what, and who writes in it.
--
-- On SQLite these are asked of a small database beside the real one, which is
-- made by the first of them; on PostgreSQL the table is there, and not logged.

-- name: presence_table :exec
/*pg DELETE FROM presence WHERE 1 = 0 */ /*sl CREATE TABLE IF NOT EXISTS presence (
    session TEXT NOT NULL, agent TEXT NOT NULL, entity TEXT NOT NULL,
    entity_id TEXT NOT NULL, mode INTEGER NOT NULL, since_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL, bound INTEGER NOT NULL,
    PRIMARY KEY (session, entity_id)
    ) STRICT, WITHOUT ROWID */;

-- name: presence_fits :exec
-- Fails where an older program made the table.
/*pg DELETE FROM presence WHERE 1 = 0 */ /*sl UPDATE presence SET bound = 0 WHERE 1 = 0 */;

-- name: presence_renew :exec
/*pg DELETE FROM presence WHERE 1 = 0 */ /*sl DROP TABLE presence */;

-- name: presence_index :exec
/*pg DELETE FROM presence WHERE 1 = 0 */ /*sl CREATE INDEX IF NOT EXISTS presence_of
    ON presence (entity_id) */;

-- name: presence_put :batch
-- Since when is kept as long as it is done in the same way.
-- On a server it is the connection that tells whether the console is there.
-- param: session uuid, agent uuid, entity text, entity_id uuid, mode int, at at, bound int
INSERT INTO presence (session, agent, entity, entity_id, mode, since_at,
       seen_at, bound)
VALUES ($1, $2, $3, $4, $5, $6, $6, $7 /*pg * 0 + pg_backend_pid() */)
ON CONFLICT (session, entity_id) DO UPDATE
   SET since_at = CASE WHEN presence.mode = excluded.mode
           THEN presence.since_at ELSE excluded.since_at END,
       mode = excluded.mode, agent = excluded.agent,
       seen_at = excluded.seen_at, bound = excluded.bound;

-- name: presence_keep :exec later
-- Only these of a session's things are left; `ids` is a JSON list.
-- param: session uuid, ids json
DELETE FROM presence
 WHERE session = $1 AND entity_id NOT IN (SELECT value FROM json_each($2));

-- name: presence_beat :exec
-- Changes no row of a session of which some may have been swept.
-- param: session uuid, at at, bound int, swept_at at
UPDATE presence
   SET seen_at = $2, bound = $3 /*pg * 0 + pg_backend_pid() */
 WHERE session = $1 AND seen_at >= $4;

-- name: presence_sweep :exec later
-- param: before at
-- A contact that was held is the sweep's to give back, and who sat at a console
-- that is gone its to send home.
DELETE FROM presence
 WHERE seen_at < $1 AND mode NOT IN (0, 3);

-- name: presence_on :many
-- Others with these things, by a JSON list of ids. Oneself at another console
-- is told only where one writes there, and no longer than that console beats:
-- whoever comes back after a crash meets no stranger. A server says itself that
-- a connection is gone: -1.
-- param: session uuid, ids json, alive_at at, me uuid, beats_at at
-- col: entity_id uuid, agent uuid, mode int, since_at at, bound int
SELECT p.entity_id, p.agent, p.mode, p.since_at,
       /*pg (SELECT count(*) - 1
           FROM pg_stat_get_activity(CAST(p.bound AS integer))) */
       /*sl p.bound */ AS bound
  FROM presence p
 WHERE p.entity_id IN (SELECT value FROM json_each($2))
   AND p.session <> $1 AND p.seen_at >= $3
   AND (p.agent <> $4 OR (p.mode = 2 AND p.seen_at >= $5))
 ORDER BY p.entity_id, p.mode DESC, p.since_at, p.session;

-- name: presence_list :many
-- Every console that is alive and what it has.
-- param: alive_at at
-- col: session uuid, agent uuid, entity text, entity_id uuid, mode int, since_at at, seen_at at, bound int
SELECT p.session, p.agent, p.entity, p.entity_id, p.mode, p.since_at,
       p.seen_at,
       /*pg (SELECT count(*) - 1
           FROM pg_stat_get_activity(CAST(p.bound AS integer))) */
       /*sl p.bound */ AS bound
  FROM presence p
 WHERE p.seen_at >= $1
 ORDER BY p.agent, p.session, p.mode, p.entity_id;

-- name: presence_mark :one
-- Another one when somebody came, went, or does something else.
-- param: alive_at at
-- col: n int, sum int
SELECT count(*) AS n,
       CAST(COALESCE(sum(since_at % 1000000007 * (mode + 1)), 0) AS BIGINT)
           AS sum
  FROM presence
 WHERE seen_at >= $1;

-- name: presence_names :many
-- param: ids json
-- col: id uuid, login text, name text
SELECT id, login, name
  FROM agent
 WHERE id IN (SELECT value FROM json_each($1));

-- name: presence_lost :many
-- Contacts whose console said nothing for long, and that no other holds. Whoever
-- has two and came back at another console holds the one that is shown there;
-- the other is theirs still.
-- param: before at
-- col: session uuid, agent uuid, entity_id uuid, seen_at at
SELECT p.session, p.agent, p.entity_id, p.seen_at
  FROM presence p
 WHERE p.mode = 3 AND p.seen_at < $1
   AND NOT EXISTS (SELECT 1 FROM presence o
                    WHERE o.entity_id = p.entity_id AND o.mode = 3
                      AND o.seen_at >= $1)
   AND NOT EXISTS (SELECT 1 FROM presence c
                    WHERE c.agent = p.agent AND c.mode = 0
                      AND c.seen_at >= $1)
 ORDER BY p.seen_at, p.session
 LIMIT 50;

-- name: presence_gone :many
-- Consoles that said nothing for long without having been left, and whether
-- whoever sat there is at another one.
-- param: before at
-- col: session uuid, agent uuid, others int
SELECT p.session, p.agent,
       (SELECT count(*) FROM presence o
         WHERE o.agent = p.agent AND o.mode = 0 AND o.seen_at >= $1) AS others
  FROM presence p
 WHERE p.mode = 0 AND p.seen_at < $1
 ORDER BY p.seen_at, p.session
 LIMIT 50;

-- name: presence_drop :exec
-- param: session uuid, entity_id uuid
DELETE FROM presence
 WHERE session = $1 AND entity_id = $2;
