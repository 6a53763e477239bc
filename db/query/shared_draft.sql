-- shared_draft.sql - words that somebody began and left for a colleague.

-- name: shared_draft_add :exec
-- param: id uuid, number int, ticket uuid, public bool, body text, author uuid, at at
INSERT INTO shared_draft (id, number, ticket, public, body, author, left_at,
       state, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', 1);

-- name: shared_draft_list :many
-- On a ticket, or on one that was joined into it; the latest first. With `all`
-- those that were taken or dropped, too.
-- scope: agent ticket t
-- param: ticket uuid, all bool, limit int
-- col: id uuid, number int, ticket_number int, public bool, body text, author uuid, author_name text, left_at at, state text, ended_by_name text, ended_at at
SELECT d.id, d.number, t.number AS ticket_number, d.public, d.body, d.author,
       a.name AS author_name, d.left_at, d.state, e.name AS ended_by_name,
       d.ended_at
  FROM shared_draft d
  JOIN ticket t ON t.id = d.ticket
  JOIN agent a ON a.id = d.author
  LEFT JOIN agent e ON e.id = d.ended_by
 WHERE (d.ticket = $1 OR d.ticket IN
        (SELECT l.from_ticket FROM ticket_link l
          WHERE l.to_ticket = $1 AND l.kind = 'merged'))
   AND ($2 = 1 OR d.state = 'waiting') AND {scope}
 ORDER BY d.left_at DESC, d.number DESC
 LIMIT $3;

-- name: shared_draft_get :one
-- scope: agent ticket t
-- param: number int
-- col: id uuid, number int, ticket uuid, ticket_number int, public bool, body text, author uuid, state text, ended_by_name text, ended_at at, version int
SELECT d.id, d.number, d.ticket, t.number AS ticket_number, d.public, d.body,
       d.author, d.state, e.name AS ended_by_name, d.ended_at, d.version
  FROM shared_draft d
  JOIN ticket t ON t.id = d.ticket
  LEFT JOIN agent e ON e.id = d.ended_by
 WHERE d.number = $1 AND {scope};

-- name: shared_draft_number :one
-- scope: none (the outcome of the person's own write, told again)
-- param: id uuid
-- col: number int
SELECT d.number
  FROM shared_draft d
 WHERE d.id = $1;

-- name: shared_draft_end :exec
-- param: id uuid, version int, state text, by uuid, at at
UPDATE shared_draft
   SET state = $3, ended_by = $4, ended_at = $5, version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'waiting';
