-- draft.sql - what somebody is writing; each person's own.

-- name: draft_put :exec
-- Changes no row when the one that is there is newer.
-- param: agent uuid, key text, stamp int, body text, at at
INSERT INTO draft (agent, key, stamp, body, saved_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (agent, key) DO UPDATE
   SET stamp = excluded.stamp, body = excluded.body,
       saved_at = excluded.saved_at
 WHERE draft.stamp <= excluded.stamp;

-- name: draft_get :one
-- param: agent uuid, key text
-- col: key text, stamp int, body json, saved_at at
SELECT key, stamp, body, saved_at
  FROM draft
 WHERE agent = $1 AND key = $2 AND body <> '';

-- name: draft_count :one
-- How many others there are.
-- param: agent uuid, key text
-- col: n int
SELECT count(*) AS n
  FROM draft
 WHERE agent = $1 AND key <> $2 AND body <> '';

-- name: draft_drop :exec
-- An empty one stays for a day, so that a late copy does not come back.
-- param: agent uuid, key text, stamp int, at at
UPDATE draft
   SET body = '', stamp = $3, saved_at = $4
 WHERE agent = $1 AND key = $2 AND stamp <= $3;

-- name: draft_forget :exec
-- param: agent uuid, before at
DELETE FROM draft
 WHERE agent = $1 AND body = '' AND saved_at < $2;
