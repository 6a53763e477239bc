-- agent.sql - people who work here, what their role allows, their secrets.

-- name: agent_by_login :one ahead general
-- param: login text
-- col: id uuid, login text, name text, role text, branch text, lang text, zone text, active bool, version int
SELECT a.id, a.login, a.name, a.role, COALESCE(a.branch, '') AS branch, a.lang,
       a.zone, a.active, a.version
  FROM agent a
 WHERE a.login = $1;

-- name: agent_list :many
-- Staff as far as the reader's scope goes; an empty filter lets all through.
-- scope: agent agent a
-- param: who text, role text, branch text, team text, text_fold text, all bool, limit int
-- col: id uuid, login text, name text, role text, branch text, lang text, zone text
-- col: active bool, state text, since_at at, teams text, created_at at, version int
SELECT a.id, a.login, a.name, a.role, COALESCE(a.branch, '') AS branch, a.lang,
       a.zone, a.active, COALESCE(s.state, 'offline') AS state, s.since_at,
       COALESCE((SELECT /*sl group_concat*//*pg string_agg*/(o.team, ',')
                   FROM (SELECT m.team FROM team_member m
                          WHERE m.agent = a.id ORDER BY m.team) o), '') AS teams,
       a.created_at, a.version
  FROM agent a
  LEFT JOIN agent_state s ON s.agent = a.id
 WHERE ($1 = '' OR a.login = $1 OR a.id = $1)
   AND ($2 = '' OR a.role = $2)
   AND ($3 = '' OR a.branch = $3)
   AND ($4 = '' OR EXISTS (SELECT 1 FROM team_member f
                            WHERE f.agent = a.id AND f.team = $4))
   AND ($5 = '' OR /*sl instr*//*pg strpos*/(a.name_fold, $5) > 0
                OR /*sl instr*//*pg strpos*/(a.login, $5) > 0)
   AND ($6 = 1 OR a.active = 1)
   AND {scope}
 ORDER BY a.name_sort, a.id
 LIMIT $7;

-- name: agent_count :one
-- param: role text
-- col: total int, active int
SELECT count(*) AS total, count(CASE WHEN a.active = 1 THEN 1 END) AS active
  FROM agent a
 WHERE $1 = '' OR a.role = $1;

-- name: agent_admins :many
-- The other active administrators. Locked: two of them cannot leave at once.
-- param: except uuid
-- col: id uuid
SELECT a.id
  FROM agent a
 WHERE a.role = 'administrator' AND a.active = 1 AND a.id <> $1
 ORDER BY a.id
 /*pg FOR UPDATE */;

-- name: agent_add :exec
-- Changes no row when the login is taken.
-- param: id uuid, login text, name text, name_fold text, name_sort text, role text
-- param: branch text?, lang text, zone text, created_at at
INSERT INTO agent (id, login, name, name_fold, name_sort, role, branch, lang,
       zone, active, created_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, 1)
ON CONFLICT (login) DO NOTHING;

-- name: agent_set :exec
-- Changes no row when somebody saved the agent after we read it.
-- param: id uuid, version int, name text, name_fold text, name_sort text, role text
-- param: branch text?, lang text, zone text
UPDATE agent
   SET name = $3, name_fold = $4, name_sort = $5, role = $6, branch = $7,
       lang = $8, zone = $9, version = version + 1
 WHERE id = $1 AND version = $2;

-- name: agent_activate :exec
-- param: id uuid, version int, active bool
UPDATE agent
   SET active = $3, version = version + 1
 WHERE id = $1 AND version = $2;

-- name: agent_grants :many ahead general
-- param: role text
-- col: verb text, scope int
SELECT verb, scope FROM role_grant WHERE role = $1;

-- name: agent_clears :many ahead general
-- param: role text
-- col: class int
SELECT class FROM role_field WHERE role = $1;

-- ---- secrets: read and written by sign.c alone ------------------------------

-- name: secret_get :one
-- Not declared secret, or no one could be checked; nothing but sign.c asks.
-- param: agent uuid
-- col: hash text, totp text, totp_step int, must_change bool, expires_at at, fails int, wait_until at
SELECT hash, totp, totp_step, must_change, expires_at, fails, wait_until
  FROM agent_secret
 WHERE agent = $1;

-- name: secret_try :exec
-- Counts a try before it is checked, in the transaction that read the row.
-- param: agent uuid, wait_until at?
UPDATE agent_secret
   SET fails = fails + 1, wait_until = $2
 WHERE agent = $1;

-- name: secret_good :exec
-- No row when this one-time code was used by somebody else just now.
-- param: agent uuid, step int
UPDATE agent_secret
   SET fails = 0, wait_until = NULL, totp_step = $2
 WHERE agent = $1 AND (totp = '' OR totp_step < $2);

-- name: secret_rehash :exec
-- param: agent uuid, old text, new text
UPDATE agent_secret
   SET hash = $3
 WHERE agent = $1 AND hash = $2;

-- name: secret_set :exec
-- param: agent uuid, hash text, must_change bool, set_at at, expires_at at?
INSERT INTO agent_secret (agent, hash, totp, totp_step, must_change, set_at,
       expires_at, fails, wait_until)
VALUES ($1, $2, '', 0, $3, $4, $5, 0, NULL)
ON CONFLICT (agent) DO UPDATE
   SET hash = excluded.hash, must_change = excluded.must_change,
       set_at = excluded.set_at, expires_at = excluded.expires_at,
       fails = 0, wait_until = NULL;

-- name: secret_unlock :exec
-- param: agent uuid
UPDATE agent_secret
   SET fails = 0, wait_until = NULL
 WHERE agent = $1 AND fails > 0;

-- name: secret_totp :exec
-- param: agent uuid, totp text, step int
UPDATE agent_secret
   SET totp = $2, totp_step = $3
 WHERE agent = $1;

-- name: pg_may_create_role :one
-- Databases without roles of their own say no.
-- col: yes bool
SELECT CAST(/*sl 0 */
       /*pg COALESCE((SELECT CASE WHEN r.rolcreaterole OR r.rolsuper
                                  THEN 1 ELSE 0 END
                        FROM pg_catalog.pg_roles r
                       WHERE r.rolname = current_user), 0) */
       AS {int}) AS yes;

-- name: pg_role_exists :one
-- param: login text
-- col: yes bool
SELECT CAST(/*sl CASE WHEN $1 = '' THEN 0 ELSE 0 END */
       /*pg (SELECT count(*) FROM pg_catalog.pg_roles r
              WHERE r.rolname = $1) */
       AS {int}) AS yes;
