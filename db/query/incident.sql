-- incident.sql - mass incidents: a ticket that stands for many.

-- name: incident_list :many
-- Those going on, the latest first; with `all` the past too. How many cases
-- they have is no secret; which, is seen on the ticket.
-- scope: none (who answers the phone must know what is going on)
-- param: all bool, limit int
-- col: ticket uuid, number int, words text, typification text, began_at at, began_by_name text, ended_at at, cases int, open int
SELECT i.ticket, i.number, i.words, i.typification, i.began_at,
       a.name AS began_by_name, i.ended_at,
       (SELECT count(*) FROM ticket_link l
         WHERE l.to_ticket = i.ticket AND l.kind = 'incident') AS cases,
       (SELECT count(*) FROM ticket_link l JOIN ticket t ON t.id = l.from_ticket
         WHERE l.to_ticket = i.ticket AND l.kind = 'incident'
           AND t.state NOT IN ('resolved', 'closed', 'merged', 'cancelled'))
         AS open
  FROM incident i
  LEFT JOIN agent a ON a.id = i.began_by
 WHERE $1 = 1 OR i.ended_at IS NULL
 ORDER BY CASE WHEN i.ended_at IS NULL THEN 0 ELSE 1 END, i.began_at DESC,
       i.number
 LIMIT $2;

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
