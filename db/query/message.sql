-- message.sql - words on a ticket, a contact or a customer.

-- part: message_waits
-- Is message `m` still on its way out?
CASE WHEN EXISTS (SELECT 1 FROM letter l
                   WHERE l.message = m.id AND l.left_at IS NULL
                     AND l.recalled_at IS NULL)
     THEN 1 ELSE 0 END

-- name: message_add :exec
-- param: id uuid, customer uuid?, interaction uuid?, ticket uuid?, direction text, public bool, channel text, author uuid?, body text, at at
INSERT INTO message (id, customer, interaction, ticket, direction, public,
       channel, author, body, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: message_of_ticket :many ahead general
-- scope: agent ticket t
-- param: ticket uuid
-- col: id uuid, at at, direction text, public bool, channel text, author uuid, author_name text, body text, waits bool
SELECT m.id, m.at, m.direction, m.public, m.channel, m.author,
       a.name AS author_name, m.body,
       {message_waits} AS waits
  FROM message m
  JOIN ticket t ON t.id = m.ticket
  LEFT JOIN agent a ON a.id = m.author
 WHERE m.ticket = $1 AND m.withdrawn_at IS NULL AND {scope}
 ORDER BY m.at, m.id;

-- name: message_senders :many
-- The ticket's customer's addresses, as contact_norm() makes them.
-- scope: none (the ticket was taken through its scope)
-- param: ticket uuid
-- col: norm text
SELECT p.norm
  FROM contact_point p
  JOIN ticket t ON t.customer = p.customer
 WHERE t.id = $1 AND p.kind = 'email'
 ORDER BY p.norm;

-- name: message_of_interaction :many
-- scope: agent interaction i
-- param: interaction uuid
-- col: id uuid, at at, direction text, public bool, channel text, author uuid, author_name text, body text
SELECT m.id, m.at, m.direction, m.public, m.channel, m.author,
       a.name AS author_name, m.body
  FROM message m
  JOIN interaction i ON i.id = m.interaction
  LEFT JOIN agent a ON a.id = m.author
 WHERE m.interaction = $1 AND m.withdrawn_at IS NULL AND {scope}
 ORDER BY m.at, m.id;

-- name: message_of_customer :many ahead general
-- Notes on the person, not those of tickets and contacts.
-- scope: agent customer c
-- param: customer uuid, limit int
-- col: id uuid, at at, direction text, public bool, channel text, author uuid, author_name text, body text
SELECT m.id, m.at, m.direction, m.public, m.channel, m.author,
       a.name AS author_name, m.body
  FROM message m
  JOIN customer c ON c.id = m.customer
  LEFT JOIN agent a ON a.id = m.author
 WHERE m.customer = $1 AND m.ticket IS NULL AND m.interaction IS NULL
   AND m.withdrawn_at IS NULL AND {scope}
 ORDER BY m.at DESC, m.id DESC
 LIMIT $2;

-- name: message_last :many
-- The last words on each of these tickets; `ids` is a JSON list.
-- scope: agent ticket t
-- param: ids json
-- col: id uuid, ticket uuid, at at, direction text, public bool, author_name text, body text
SELECT m.id, m.ticket, m.at, m.direction, m.public, a.name AS author_name,
       m.body
  FROM ticket t
  JOIN message m ON m.ticket = t.id
  LEFT JOIN agent a ON a.id = m.author
 WHERE t.id IN (SELECT value FROM json_each($1)) AND {scope}
   AND m.withdrawn_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM message x
                    WHERE x.ticket = t.id AND x.withdrawn_at IS NULL
                      AND (x.at > m.at OR (x.at = m.at AND x.id > m.id)));
