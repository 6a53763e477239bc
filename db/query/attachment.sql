-- attachment.sql - files that belong to tickets.

-- name: attachment_list :many
-- scope: agent ticket t
-- param: ticket uuid, all int
-- col: id uuid, ticket uuid, position int, name text, kind text, size int, hash text, agent uuid, agent_name text, at at, removed_at at
SELECT x.id, x.ticket, x.position, x.name, k.kind, k.size, x.hash, x.agent,
       a.name AS agent_name, x.at, x.removed_at
  FROM attachment x
  JOIN ticket t ON t.id = x.ticket
  JOIN content k ON k.hash = x.hash
  LEFT JOIN agent a ON a.id = x.agent
 WHERE x.ticket = $1 AND ($2 = 1 OR x.removed_at IS NULL) AND {scope}
 ORDER BY x.position;

-- name: attachment_sizes :one
-- The bytes that a ticket has, and how many numbers it gave.
-- scope: none (of the ticket that was taken through its scope)
-- param: ticket uuid
-- col: bytes int, last int
SELECT CAST(COALESCE((SELECT sum(k.size) FROM attachment x
                        JOIN content k ON k.hash = x.hash
                       WHERE x.ticket = $1 AND x.removed_at IS NULL), 0)
            AS {int}) AS bytes,
       COALESCE((SELECT max(x.position) FROM attachment x
                  WHERE x.ticket = $1), 0) AS last;

-- name: attachment_same :one
-- The same in it, on the same ticket.
-- scope: none (of the ticket that was taken through its scope)
-- param: ticket uuid, hash text
-- col: position int, name text
SELECT position, name
  FROM attachment
 WHERE ticket = $1 AND hash = $2 AND removed_at IS NULL
 ORDER BY position
 LIMIT 1;

-- name: attachment_add :exec
-- param: id uuid, ticket uuid, position int, hash text, name text, agent uuid, at at
INSERT INTO attachment (id, ticket, position, hash, name, agent, at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: attachment_remove :exec
-- param: id uuid, at at, by uuid
UPDATE attachment
   SET removed_at = $2, removed_by = $3
 WHERE id = $1 AND removed_at IS NULL;

-- name: content_total :one
-- col: bytes int
SELECT CAST(COALESCE(sum(size), 0) AS {int}) AS bytes FROM content;

-- name: content_add :exec
-- Changes no row when it is there already.
-- param: hash text, size int, kind text, at at
INSERT INTO content (hash, size, kind, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (hash) DO NOTHING;

-- name: content_part_add :exec
-- param: hash text, n int, data text
INSERT INTO content_part (hash, n, data) VALUES ($1, $2, $3);

-- name: content_part_get :one
-- param: hash text, n int
-- col: data text
SELECT data FROM content_part WHERE hash = $1 AND n = $2;

-- name: letter_file_add :exec
-- param: message uuid, attachment uuid
INSERT INTO letter_file (message, attachment) VALUES ($1, $2);

-- name: letter_file_pick :one
-- The file of this number, if it is on the ticket.
-- scope: none (of the ticket that was taken through its scope)
-- param: ticket uuid, position int
-- col: id uuid, name text, size int
SELECT x.id, x.name, k.size
  FROM attachment x
  JOIN content k ON k.hash = x.hash
 WHERE x.ticket = $1 AND x.position = $2 AND x.removed_at IS NULL;

-- name: letter_file_list :many
-- What goes along: not what was taken off the ticket meanwhile.
-- scope: none (of a letter that leaves, or of a ticket that was read)
-- param: message uuid
-- col: position int, name text, kind text, size int, hash text
SELECT x.position, x.name, k.kind, k.size, x.hash
  FROM letter_file f
  JOIN attachment x ON x.id = f.attachment
  JOIN content k ON k.hash = x.hash
 WHERE f.message = $1 AND x.removed_at IS NULL
 ORDER BY x.position;
