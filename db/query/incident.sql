-- incident.sql - mass incidents: a ticket that stands for many.

-- name: incident_list :many
-- Those going on, the latest first; with `all` the past too: who answers the
-- phone must know. Of its cases only those count that one may see; who began
-- it is for those who may see its ticket.
-- scope: agent ticket t
-- param: all bool, limit int
-- col: ticket uuid, number int, words text, typification text, began_at at, began_by_name text, ended_at at, cases int, open int
SELECT i.ticket, i.number, i.words, i.typification, i.began_at,
       a.name AS began_by_name, i.ended_at,
       (SELECT count(*) FROM ticket_link l JOIN ticket t ON t.id = l.from_ticket
         WHERE l.to_ticket = i.ticket AND l.kind = 'incident' AND {scope})
         AS cases,
       (SELECT count(*) FROM ticket_link l JOIN ticket t ON t.id = l.from_ticket
         WHERE l.to_ticket = i.ticket AND l.kind = 'incident' AND {scope}
           AND t.state NOT IN ('resolved', 'closed', 'merged', 'cancelled'))
         AS open
  FROM incident i
  LEFT JOIN agent a ON a.id = i.began_by AND EXISTS
       (SELECT 1 FROM ticket t WHERE t.id = i.ticket AND {scope})
 WHERE $1 = 1 OR i.ended_at IS NULL
 ORDER BY CASE WHEN i.ended_at IS NULL THEN 0 ELSE 1 END, i.began_at DESC,
       i.number
 LIMIT $2;

-- name: incident_told :many
-- What stands before this person, the latest first: of a ticket they may see,
-- or all when they open tickets, for then anybody may ask them about it.
-- scope: agent ticket t
-- param: opens bool, limit int
-- col: ticket uuid, number int, words text
SELECT i.ticket, i.number, i.words
  FROM incident i
  LEFT JOIN ticket t ON t.id = i.ticket
 WHERE i.ended_at IS NULL AND ($1 = 1 OR (t.id IS NOT NULL AND {scope}))
 ORDER BY i.began_at DESC, i.number
 LIMIT $2;

-- name: incident_parts :many
-- What its cases that one may see are about, and of which branches: the most
-- first. `part` is type or branch.
-- scope: agent ticket t
-- param: ticket uuid, lang text
-- col: part text, code text, name text, cases int, open int
SELECT x.part, x.code,
       COALESCE(b.name, l.text, e.text, x.code) AS name,
       count(*) AS cases, sum(x.open) AS open
  FROM (SELECT p.part,
               CASE WHEN p.part = 'type' THEN t.typification
                    ELSE COALESCE(t.branch, '') END AS code,
               CASE WHEN t.state IN ('resolved', 'closed', 'merged',
                    'cancelled') THEN 0 ELSE 1 END AS open
          FROM ticket_link k
          JOIN ticket t ON t.id = k.from_ticket
          JOIN (SELECT 'type' AS part UNION ALL SELECT 'branch') p ON 1 = 1
         WHERE k.to_ticket = $1 AND k.kind = 'incident' AND {scope}) x
  LEFT JOIN branch b ON x.part = 'branch' AND b.code = x.code
  LEFT JOIN label l ON x.part = 'type' AND l.kind = 'typification'
   AND l.code = x.code AND l.lang = $2
  LEFT JOIN label e ON x.part = 'type' AND e.kind = 'typification'
   AND e.code = x.code AND e.lang = 'es'
 GROUP BY x.part, x.code, b.name, l.text, e.text
 ORDER BY x.part DESC, 4 DESC, 3, x.code;

-- name: incident_get :one
-- param: ticket uuid
-- col: ticket uuid, number int, words text, typification text, began_at at, ended_at at, version int
SELECT ticket, number, words, typification, began_at, ended_at, version
  FROM incident
 WHERE ticket = $1;

-- name: incident_about :many
-- Going on, about this leaf or a node above it.
-- param: code text
-- col: ticket uuid, number int, words text, typification text
WITH RECURSIVE up (code, parent, depth) AS (
    SELECT y.code, y.parent, 0 FROM typification y WHERE y.code = $1
    UNION ALL
    SELECT y.code, y.parent, up.depth + 1
      FROM up JOIN typification y ON y.code = up.parent
     WHERE up.depth < 8)
SELECT i.ticket, i.number, i.words, i.typification
  FROM incident i
 WHERE i.ended_at IS NULL AND i.typification IN (SELECT code FROM up)
 ORDER BY i.began_at DESC, i.number;

-- name: incident_add :exec
-- param: ticket uuid, number int, words text, typification text?, at at, by uuid
INSERT INTO incident (ticket, number, words, typification, began_at, began_by,
       version)
VALUES ($1, $2, $3, $4, $5, $6, 1)
ON CONFLICT (ticket) DO UPDATE
   SET words = excluded.words, typification = excluded.typification,
       began_at = excluded.began_at, began_by = excluded.began_by,
       ended_at = NULL, ended_by = NULL, version = incident.version + 1;

-- name: incident_say :exec
-- param: ticket uuid, version int, words text, typification text?
UPDATE incident
   SET words = $3, typification = $4, version = version + 1
 WHERE ticket = $1 AND version = $2 AND ended_at IS NULL;

-- name: incident_end :exec
-- param: ticket uuid, at at, by uuid
UPDATE incident
   SET ended_at = $2, ended_by = $3, version = version + 1
 WHERE ticket = $1 AND ended_at IS NULL;

-- name: incident_heard :many
-- Those of a JSON list of tickets that have a message of these words already.
-- param: ids json, body text, public bool
-- col: ticket uuid
SELECT DISTINCT m.ticket
  FROM message m
 WHERE m.ticket IN (SELECT value FROM json_each($1)) AND m.body = $2
   AND m.public = $3 AND m.withdrawn_at IS NULL;
