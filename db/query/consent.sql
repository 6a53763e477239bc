-- consent.sql - what a customer allows, by channel and purpose.

-- name: consent_list :many ahead general
-- In force first; with past also what was.
-- scope: agent customer c
-- param: customer uuid, past bool
-- col: id uuid, channel text, purpose text, allowed bool, source text, proof text, who uuid, who_name text, since_at at, until_at at
SELECT n.id, n.channel, n.purpose, n.allowed, n.source, n.proof, n.who,
       a.name AS who_name, n.since_at, n.until_at
  FROM consent n
  JOIN customer c ON c.id = n.customer
  LEFT JOIN agent a ON a.id = n.who
 WHERE n.customer = $1 AND ($2 = 1 OR n.until_at IS NULL) AND {scope}
 ORDER BY n.until_at DESC NULLS FIRST, n.channel, n.purpose DESC,
       n.since_at DESC, n.id
 LIMIT 200;

-- name: consent_get :one
-- What is in force.
-- param: customer uuid, channel text, purpose text
-- col: id uuid, allowed bool, source text, proof text, since_at at
SELECT id, allowed, source, proof, since_at
  FROM consent
 WHERE customer = $1 AND channel = $2 AND purpose = $3 AND until_at IS NULL;

-- name: consent_close :exec
-- One that began later ends where it began.
-- param: id uuid, at at
UPDATE consent
   SET until_at = CASE WHEN since_at > $2 THEN since_at ELSE $2 END
 WHERE id = $1;

-- name: consent_add :batch
-- param: id uuid, customer uuid, channel text, purpose text, allowed bool, source text, proof text, who uuid?, since_at at, until_at at?
INSERT INTO consent (id, customer, channel, purpose, allowed, source, proof,
       who, since_at, until_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: consent_zone :one
-- The hours that count are those where the customer's branch is.
-- scope: agent customer c
-- param: customer uuid
-- col: zone text
SELECT b.zone
  FROM customer c
  LEFT JOIN branch b ON b.code = c.branch
 WHERE c.id = $1 AND {scope};
