-- watch.sql - who follows a ticket.

-- part: watched_by
-- The ticket, what was joined into it, and what it was split off.
-- param: ticket uuid
WITH RECURSIVE whole (id) AS (
    SELECT s.id FROM ticket s WHERE s.id = $1
     UNION
    SELECT CASE l.kind WHEN 'merged' THEN l.from_ticket ELSE l.to_ticket END
      FROM whole
      JOIN ticket_link l
        ON (l.kind = 'merged' AND l.to_ticket = whole.id)
        OR (l.kind = 'split' AND l.from_ticket = whole.id))

-- name: watch_ticket :one
-- scope: agent ticket t
-- param: id uuid
-- col: number int, state text, version int
SELECT t.number, t.state, t.version
  FROM ticket t
 WHERE t.id = $1 AND {scope};

-- name: watch_add :exec
-- Changes no row when that person watches it already.
-- param: ticket uuid, agent uuid, by uuid, at at
INSERT INTO ticket_watch (ticket, agent, made_by, at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (ticket, agent) DO NOTHING;

-- name: watch_drop :exec
-- param: ticket uuid, agent uuid
DELETE FROM ticket_watch
 WHERE ticket = $1 AND agent = $2;

-- name: watch_list :many
-- The first to come first. `via`: the ticket by which, where it is another.
-- scope: agent ticket t
-- param: limit int
-- with: watched_by
-- col: agent uuid, name text, at at, made_by uuid, made_by_name text, via int
{watched_by}
SELECT w.agent, a.name, w.at, w.made_by, b.name AS made_by_name,
       CASE WHEN w.ticket = t.id THEN NULL ELSE v.number END AS via
  FROM whole
  JOIN ticket_watch w ON w.ticket = whole.id
  JOIN ticket v ON v.id = w.ticket
  JOIN ticket t ON t.id = $2
  JOIN agent a ON a.id = w.agent
  LEFT JOIN agent b ON b.id = w.made_by
 WHERE {scope}
 ORDER BY w.at, a.name, w.ticket
 LIMIT $1;

-- name: watch_of :many
-- What these people follow: also what it was joined into or split off from it.
-- scope: none (only to lead to tickets, which are read by their scope)
-- param: agents json
-- col: ticket uuid
WITH RECURSIVE whole (id) AS (
    SELECT w.ticket FROM ticket_watch w
     WHERE w.agent IN (SELECT value FROM json_each($1))
     UNION
    SELECT CASE l.kind WHEN 'merged' THEN l.to_ticket ELSE l.from_ticket END
      FROM whole
      JOIN ticket_link l
        ON (l.kind = 'merged' AND l.from_ticket = whole.id)
        OR (l.kind = 'split' AND l.to_ticket = whole.id))
SELECT id AS ticket FROM whole;

-- name: watch_who :many
-- Whom a change is told to: whoever watches, but the one who makes it, and
-- sees the ticket with the rights of now (scope.sql, for another person).
-- scope: none (the program chooses whom it tells; nobody is shown it)
-- param: but uuid?
-- with: watched_by
-- col: agent uuid
{watched_by}
SELECT DISTINCT w.agent
  FROM whole
  JOIN ticket_watch w ON w.ticket = whole.id
  JOIN ticket t ON t.id = $2
  JOIN agent a ON a.id = w.agent AND a.active = 1
  JOIN role_grant g ON g.role = a.role AND g.verb = 'ticket.read'
 WHERE ($1 IS NULL OR w.agent <> $1)
   AND {ticket_reached};

-- name: watch_sees :one
-- May that person read the ticket? The same rule.
-- scope: none (a right of another person, not the row)
-- param: ticket uuid, agent uuid
-- col: n int
SELECT count(*) AS n
  FROM ticket t
  JOIN agent a ON a.id = $2 AND a.active = 1
  JOIN role_grant g ON g.role = a.role AND g.verb = 'ticket.read'
 WHERE t.id = $1
   AND {ticket_reached};

-- name: watch_name :one
-- param: agent uuid
-- col: name text
SELECT a.name FROM agent a WHERE a.id = $1;

-- name: watch_counted :one
-- What a person was told so far of one change of many, by the beginning of what
-- is said once, which ends in how many.
-- scope: none (the number of a ticket that the change is of)
-- param: from text, to text
-- col: n int, ticket uuid, number int
SELECT CAST(substr(n.once, length($1) + 1) AS {int}) AS n,
       n.entity_id AS ticket, t.number
  FROM notice n
  JOIN ticket t ON t.id = n.entity_id
 WHERE n.kind = 'watch' AND n.once >= $1 AND n.once < $2
 LIMIT 1;

-- name: watch_unsee :exec
-- What people were told of one change, by the beginning of what is said once.
-- param: from text, to text
DELETE FROM notice_seen
 WHERE notice IN (SELECT n.id FROM notice n
                   WHERE n.kind = 'watch' AND n.once >= $1 AND n.once < $2);

-- name: watch_unsay :exec
-- param: from text, to text
DELETE FROM notice
 WHERE kind = 'watch' AND once >= $1 AND once < $2;
