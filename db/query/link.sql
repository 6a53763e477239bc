-- link.sql - how tickets belong together.

-- name: link_add :exec
-- Changes no row when there is one like it.
-- param: id uuid, kind text, from_ticket uuid, to_ticket uuid, op uuid, made_by uuid?, at at
INSERT INTO ticket_link (id, kind, from_ticket, to_ticket, op, made_by, at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT DO NOTHING;

-- name: link_find :one
-- param: kind text, from_ticket uuid, to_ticket uuid
-- col: id uuid
SELECT id
  FROM ticket_link
 WHERE kind = $1 AND from_ticket = $2 AND to_ticket = $3;

-- name: link_drop :exec
-- param: id uuid
DELETE FROM ticket_link
 WHERE id = $1;

-- name: link_list :many
-- Both ways; `forth` from this ticket to the other. `event` made the link.
-- scope: agent ticket t
-- param: ticket uuid
-- col: kind text, forth bool, event int, id uuid, number int, subject text, state text, priority int, customer_name text, team_name text, owner_name text, at at, made_by_name text
SELECT l.kind, CASE WHEN l.from_ticket = $1 THEN 1 ELSE 0 END AS forth,
       COALESCE((SELECT max(e.n) FROM event_log e
         WHERE e.entity_id = l.from_ticket AND e.op = l.op), 0) AS event, t.id,
       t.number, t.subject, t.state, t.priority,
       (SELECT c.name FROM customer_named c
         WHERE c.id = t.customer) AS customer_name,
       m.name AS team_name, o.name AS owner_name, l.at, a.name AS made_by_name
  FROM ticket_link l
  JOIN ticket t
    ON t.id = CASE WHEN l.from_ticket = $1 THEN l.to_ticket
              ELSE l.from_ticket END
  LEFT JOIN team m ON m.code = t.team
  LEFT JOIN agent o ON o.id = t.owner
  LEFT JOIN agent a ON a.id = l.made_by
 WHERE (l.from_ticket = $1 OR l.to_ticket = $1) AND {scope}
 ORDER BY l.kind, 2 DESC, t.number;

-- name: link_follower :one
-- Which ticket goes on with it, or took it in.
-- scope: none (where a ticket in sight goes on)
-- param: ticket uuid
-- col: id uuid, number int
SELECT t.id, t.number
  FROM ticket_link l
  JOIN ticket t ON t.id = CASE WHEN l.kind = 'merged' THEN l.to_ticket
                          ELSE l.from_ticket END
 WHERE (l.kind = 'merged' AND l.from_ticket = $1)
    OR (l.kind = 'follows' AND l.to_ticket = $1 AND t.state <> 'cancelled')
 ORDER BY l.kind DESC, t.number
 LIMIT 1;

-- name: link_asset :one
-- scope: none (of a ticket in sight)
-- param: ticket uuid
-- col: asset uuid
SELECT t.asset
  FROM ticket t
 WHERE t.id = $1;

-- name: link_number :one
-- scope: none (the number of what a link in sight leads to)
-- param: id uuid
-- col: number int, state text, customer uuid
SELECT t.number, t.state, t.customer
  FROM ticket t
 WHERE t.id = $1;

-- name: link_ticket :one
-- scope: none (a number that the log of a ticket in sight names)
-- param: number int
-- col: id uuid, version int, state text
SELECT t.id, t.version, t.state
  FROM ticket t
 WHERE t.number = $1;

-- name: link_merged_into :one
-- scope: none (where a ticket that one may see was joined into)
-- param: ticket uuid
-- col: id uuid, number int
SELECT t.id, t.number
  FROM ticket_link l
  JOIN ticket t ON t.id = l.to_ticket
 WHERE l.from_ticket = $1 AND l.kind = 'merged';

-- name: link_above :many
-- A ticket's parent, its parent, and so on.
-- param: ticket uuid
-- col: id uuid
WITH RECURSIVE up (id, depth) AS (
    SELECT l.to_ticket, 1 FROM ticket_link l
     WHERE l.from_ticket = $1 AND l.kind IN ('part-of', 'incident')
     UNION ALL
    SELECT l.to_ticket, up.depth + 1
      FROM up JOIN ticket_link l ON l.from_ticket = up.id
     WHERE l.kind IN ('part-of', 'incident') AND up.depth < 20)
SELECT id FROM up;

-- name: link_children :many
-- Those of one kind that point to it.
-- scope: none (counted and named to whoever works on the parent)
-- param: ticket uuid, kind text
-- col: id uuid, number int, state text
SELECT t.id, t.number, t.state
  FROM ticket_link l
  JOIN ticket t ON t.id = l.from_ticket
 WHERE l.to_ticket = $1 AND l.kind = $2
 ORDER BY t.number;

-- name: link_blocking :many
-- What must be done before this one can be.
-- scope: none (its number is told to whoever resolves)
-- param: ticket uuid
-- col: number int, kind text
SELECT t.number, l.kind
  FROM ticket_link l
  JOIN ticket t
    ON t.id = CASE l.kind WHEN 'part-of' THEN l.from_ticket
              ELSE l.to_ticket END
 WHERE ((l.to_ticket = $1 AND l.kind = 'part-of')
        OR (l.from_ticket = $1 AND l.kind = 'waits-for'))
   AND t.state NOT IN ('resolved', 'closed', 'merged', 'cancelled')
 ORDER BY t.number;

-- name: ticket_parent_set :exec
-- scope: none (the ticket was taken through its scope)
-- param: id uuid, parent uuid?, at at
UPDATE ticket
   SET parent = $2, updated_at = $3, version = version + 1
 WHERE id = $1;

-- name: message_move :exec
-- scope: none (both tickets were taken through their scope)
-- param: id uuid, from_ticket uuid, to_ticket uuid
UPDATE message
   SET ticket = $3
 WHERE id = $1 AND ticket = $2;

-- name: message_at_of :one
-- param: id uuid, ticket uuid
-- col: at at
SELECT at
  FROM message
 WHERE id = $1 AND ticket = $2 AND withdrawn_at IS NULL;

-- name: message_of_merged :many
-- What was joined into a ticket: the joining itself (direction `joined`, with
-- its subject), and the words that were on it.
-- scope: agent ticket t
-- param: ticket uuid
-- col: id uuid, number int, at at, direction text, public bool, channel text, author_name text, body text, waits bool
SELECT m.id, t.number, m.at, m.direction, m.public, m.channel,
       a.name AS author_name, m.body, {message_waits} AS waits
  FROM ticket_link l
  JOIN ticket t ON t.id = l.from_ticket
  JOIN message m ON m.ticket = t.id
  LEFT JOIN agent a ON a.id = m.author
 WHERE l.to_ticket = $1 AND l.kind = 'merged' AND m.withdrawn_at IS NULL
   AND {scope}
 UNION ALL
SELECT l.id, t.number, l.at, 'joined', 0, '', a.name, t.subject, 0
  FROM ticket_link l
  JOIN ticket t ON t.id = l.from_ticket
  LEFT JOIN agent a ON a.id = l.made_by
 WHERE l.to_ticket = $1 AND l.kind = 'merged' AND {scope}
 ORDER BY 3, 1;

-- name: link_merges :many
-- The joins into a ticket, as its clocks see them.
-- scope: none (the program's own books)
-- param: ticket uuid
-- col: n int, at at, ticket uuid, unjoined int
SELECT e.n, e.happened_at AS at, l.from_ticket AS ticket,
       (SELECT count(*)
          FROM event_beside b
          JOIN event_log x ON x.n = b.n
          JOIN undone u ON u.event = b.n
         WHERE b.entity = $1 AND x.kind = 'ticket.merge' AND b.n < e.n)
         AS unjoined
  FROM ticket_link l
  JOIN event_log e ON e.entity_id = l.from_ticket AND e.op = l.op
 WHERE l.to_ticket = $1 AND l.kind = 'merged'
 ORDER BY e.n;

-- name: link_unjoined :one
-- How many joins into a ticket were taken back so far.
-- scope: none (the program's own books)
-- param: ticket uuid
-- col: n int
SELECT count(*) AS n
  FROM event_beside b
  JOIN event_log x ON x.n = b.n
  JOIN undone u ON u.event = b.n
 WHERE b.entity = $1 AND x.kind = 'ticket.merge';
