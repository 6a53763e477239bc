-- outcome.sql - how a contact can end.

-- name: outcome_list :many
-- With the name in `lang`, else in Spanish, else in any, else the code.
-- param: lang text, retired bool
-- col: code text, key text, name text, demands json, position int, retired_at at, nobody bool
SELECT o.code, o.key,
       COALESCE(l.text, e.text, (SELECT min(x.text) FROM label x
           WHERE x.kind = 'outcome' AND x.code = o.code), o.code) AS name,
       o.demands, o.position, o.retired_at, o.nobody
  FROM outcome o
  LEFT JOIN label l ON l.kind = 'outcome' AND l.code = o.code AND l.lang = $1
  LEFT JOIN label e ON e.kind = 'outcome' AND e.code = o.code
   AND e.lang = 'es'
 WHERE $2 = 1 OR o.retired_at IS NULL
 ORDER BY o.position, o.code;

-- name: outcome_get :one
-- By code or, folded to upper case, by key.
-- param: code text, key text
-- col: code text, key text, demands json, retired_at at, version int
SELECT code, key, demands, retired_at, version
  FROM outcome
 WHERE code = $1 OR (key = $2 AND retired_at IS NULL)
 ORDER BY CASE WHEN code = $1 THEN 0 ELSE 1 END
 LIMIT 1;

-- name: outcome_add :exec
-- param: code text, key text, demands json, nobody bool
INSERT INTO outcome (code, key, demands, position, retired_at, version, nobody)
SELECT $1, $2, $3, COALESCE(max(o.position) + 1, 1), NULL, 1, $4
  FROM outcome o;

-- name: outcome_retire :exec
-- param: code text, at at
UPDATE outcome
   SET retired_at = $2, version = version + 1
 WHERE code = $1 AND retired_at IS NULL;

-- name: outcome_recent :many
-- What this person closed contacts with, of the newest `limit` begun and closed
-- before an instant.
-- scope: none (counts of the person's own work)
-- param: agent uuid, from at, before at, limit int
-- col: code text, last_at at
SELECT m.outcome AS code, max(m.started_at) AS last_at
  FROM (SELECT i.outcome, i.started_at
          FROM interaction i
         WHERE i.owner = $1 AND i.state = 'closed' AND i.started_at >= $2
           AND i.started_at < $3 AND i.closed_at < $3
         ORDER BY i.started_at DESC
         LIMIT $4) AS m
 GROUP BY m.outcome
 ORDER BY 2 DESC, 1;
