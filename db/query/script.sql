-- script.sql - service scripts: what their codes mean, versions, runs.

-- name: script_codes :many
-- Codes in use of one kind; none for a kind that has no codes.
-- param: kind text
-- col: code text
SELECT code FROM team WHERE ($1 = 'team' OR $1 = 'queue') AND retired_at IS NULL
 UNION ALL
SELECT code FROM branch WHERE $1 = 'branch' AND retired_at IS NULL
 UNION ALL
SELECT code FROM outcome WHERE $1 = 'outcome' AND retired_at IS NULL
 UNION ALL
SELECT code FROM typification
 WHERE ($1 = 'typification' OR ($1 = 'leaf' AND leaf = 1))
   AND retired_at IS NULL;
