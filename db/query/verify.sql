-- verify.sql - questions asked of a caller, and what came of them.

-- name: verify_asks :many ahead general
-- param: interaction uuid, customer uuid
-- col: question text, outcome text, at at
SELECT question, outcome, at
  FROM verify_ask
 WHERE interaction = $1 AND customer = $2
 ORDER BY at, id
 LIMIT 100;

-- name: verify_ask_add :exec
-- param: id uuid, interaction uuid, customer uuid, question text, outcome text, agent uuid, at at
INSERT INTO verify_ask (id, interaction, customer, question, outcome, agent,
       at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- What a question's answer is made of. Columns are open: an answer must be
-- compared also by who does not read it; verify.c veils what it shows.

-- name: verify_known :one
-- scope: agent customer c
-- param: customer uuid
-- col: kind text, national_id text, born text, email text, address text, phone text
SELECT c.kind, c.national_id, c.born,
       (SELECT min(p.value) FROM contact_point p WHERE p.customer = c.id
           AND p.kind = 'email' AND p.position = 0) AS email,
       (SELECT min(p.value) FROM contact_point p WHERE p.customer = c.id
           AND p.kind = 'address' AND p.position = 0)
           AS address,
       (SELECT min(p.value) FROM contact_point p WHERE p.customer = c.id
           AND p.kind = 'phone' AND p.position = 0) AS phone
  FROM customer c
 WHERE c.id = $1 AND {scope};

-- name: verify_things :many
-- param: customer uuid
-- col: plate text, serial text, brand text, model text
SELECT plate, serial, brand, model
  FROM asset
 WHERE customer = $1
 ORDER BY bought_at DESC NULLS LAST, id
 LIMIT 3;

-- name: verify_bought :many
-- param: customer uuid
-- col: at at, what text, branch_name text, city text
SELECT p.at, p.what, b.name AS branch_name, b.city
  FROM purchase p
  LEFT JOIN branch b ON b.code = p.branch
 WHERE p.customer = $1
 ORDER BY p.at DESC, p.id
 LIMIT 1;

-- name: verify_contact :one
-- The person's own open contact with a customer, the newest.
-- scope: none (the person's own contacts only)
-- param: customer uuid, owner uuid
-- col: id uuid, number int, channel text, state text
SELECT i.id, i.number, i.channel, i.state
  FROM interaction i
 WHERE i.owner = $2 AND i.state IN ('talking', 'held', 'wrap-up')
   AND i.customer = $1
 ORDER BY i.started_at DESC, i.id DESC
 LIMIT 1;
