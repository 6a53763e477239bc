-- role.sql - what each role may do and read.

-- name: role_list :many
-- col: code text, position int, agents int, classes text
SELECT r.code, r.position,
       (SELECT count(*) FROM agent a
         WHERE a.role = r.code AND a.active = 1) AS agents,
       COALESCE((SELECT /*sl group_concat*//*pg string_agg*/(o.class, ',')
                   FROM (SELECT CAST(f.class AS TEXT) AS class FROM role_field f
                          WHERE f.role = r.code ORDER BY f.class) o), '') AS classes
  FROM role r
 ORDER BY r.position;

-- name: role_get :one
-- param: code text
-- col: code text, position int
SELECT r.code, r.position FROM role r WHERE r.code = $1;

-- name: role_grants :many
-- param: role text
-- col: role text, verb text, scope int
SELECT g.role, g.verb, g.scope
  FROM role_grant g
  JOIN role r ON r.code = g.role
 WHERE $1 = '' OR g.role = $1
 ORDER BY r.position, g.verb;

-- name: role_grant_get :one
-- param: role text, verb text
-- col: scope int
SELECT scope FROM role_grant WHERE role = $1 AND verb = $2;

-- name: role_grant_set :exec
-- param: role text, verb text, scope int
INSERT INTO role_grant (role, verb, scope) VALUES ($1, $2, $3)
ON CONFLICT (role, verb) DO UPDATE SET scope = excluded.scope;

-- name: role_grant_drop :exec
-- param: role text, verb text
DELETE FROM role_grant WHERE role = $1 AND verb = $2;

-- name: role_clear_get :one
-- param: role text, class int
-- col: clear int
SELECT count(*) AS clear FROM role_field WHERE role = $1 AND class = $2;

-- name: role_clear_add :exec
-- param: role text, class int
INSERT INTO role_field (role, class) VALUES ($1, $2)
ON CONFLICT (role, class) DO NOTHING;

-- name: role_clear_drop :exec
-- param: role text, class int
DELETE FROM role_field WHERE role = $1 AND class = $2;
