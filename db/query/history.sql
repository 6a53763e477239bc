-- history.sql - the readable trail of one thing, out of the event log.

-- name: history_list :many
-- Newest first; an event with several values has a row for each. Values are
-- open here: history.c veils each by its field. Rows kept for undo (image.h)
-- are nobody's to read.
-- param: entity_id uuid, before int, limit int
-- col: n int, at at, recorded_at at, actor uuid, actor_name text, real_name text, kind text, version int, seq int, entity text, field text, old text, new text
-- col: body json, undone bool, undoes int
SELECT e.n, e.happened_at AS at, e.recorded_at, e.actor, a.name AS actor_name,
       CASE WHEN e.real_actor <> e.actor THEN r.name END AS real_name,
       e.kind, e.version, v.seq, v.entity, v.field, v.old, v.new, e.body,
       CASE WHEN u.event IS NULL THEN 0 ELSE 1 END AS undone,
       d.event AS undoes
  FROM (SELECT * FROM event_log
         WHERE entity_id = $1 AND n < $2
         ORDER BY n DESC
         LIMIT $3) AS e
  LEFT JOIN event_value v ON v.n = e.n AND substr(v.field, 1, 4) <> 'row '
  LEFT JOIN agent a ON a.id = e.actor
  LEFT JOIN agent r ON r.id = e.real_actor
  LEFT JOIN undone u ON u.event = e.n
  LEFT JOIN undone d ON d.op = e.op
 ORDER BY e.n DESC, v.seq;

-- name: history_last :one
-- param: entity_id uuid
-- col: at at, actor_name text
SELECT e.recorded_at AS at, a.name AS actor_name
  FROM event_log e
  LEFT JOIN agent a ON a.id = e.actor
 WHERE e.entity_id = $1
 ORDER BY e.n DESC
 LIMIT 1;

-- name: history_names :many
-- People behind ids; `ids` is a JSON list.
-- param: ids json
-- col: id uuid, name text
SELECT id, name
  FROM agent
 WHERE id IN (SELECT value FROM json_each($1));

-- name: history_customers :many
-- scope: agent customer c
-- param: ids json
-- col: id uuid, name text
SELECT c.id, c.name
  FROM customer c
 WHERE c.id IN (SELECT value FROM json_each($1)) AND {scope};

-- name: history_texts :many
-- What was written, of messages that the trail names; `ids` is a JSON list.
-- Whoever may read the thing may read what was written on it.
-- param: ids json, thing uuid
-- col: id uuid, body text, withdrawn bool
SELECT id, body, CASE WHEN withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn
  FROM message
 WHERE id IN (SELECT value FROM json_each($1))
   AND (ticket = $2 OR interaction = $2 OR customer = $2);
