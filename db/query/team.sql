-- team.sql - branches, teams, skills and who belongs to them.

-- name: branch_list :many
-- param: retired bool
-- col: code text, name text, city text, zone text, lang text, retired_at at, version int, agents int
SELECT b.code, b.name, b.city, b.zone, b.lang, b.retired_at, b.version,
       (SELECT count(*) FROM agent a
         WHERE a.branch = b.code AND a.active = 1) AS agents
  FROM branch b
 WHERE $1 = 1 OR b.retired_at IS NULL
 ORDER BY b.code;

-- name: branch_get :one
-- param: code text
-- col: code text, name text, zone text, lang text, retired_at at, version int
SELECT code, name, zone, lang, retired_at, version
  FROM branch
 WHERE code = $1;

-- name: branch_add :exec
-- Changes no row when the code is taken.
-- param: code text, name text, city text, zone text, lang text
INSERT INTO branch (code, name, city, zone, lang, retired_at, version)
VALUES ($1, $2, $3, $4, $5, NULL, 1)
ON CONFLICT (code) DO NOTHING;

-- name: branch_retire :exec
-- param: code text, version int, at at
UPDATE branch
   SET retired_at = $3, version = version + 1
 WHERE code = $1 AND version = $2;

-- name: team_list :many
-- param: retired bool
-- col: code text, name text, branch text, retired_at at, version int, members int
SELECT t.code, t.name, COALESCE(t.branch, '') AS branch, t.retired_at, t.version,
       (SELECT count(*) FROM team_member m WHERE m.team = t.code) AS members
  FROM team t
 WHERE $1 = 1 OR t.retired_at IS NULL
 ORDER BY t.code;

-- name: team_get :one
-- param: code text
-- col: code text, name text, branch text, retired_at at, version int
SELECT code, name, COALESCE(branch, '') AS branch, retired_at, version
  FROM team
 WHERE code = $1;

-- name: team_add :exec
-- Changes no row when the code is taken.
-- param: code text, name text, branch text?
INSERT INTO team (code, name, branch, retired_at, version)
VALUES ($1, $2, $3, NULL, 1)
ON CONFLICT (code) DO NOTHING;

-- name: team_set :exec
-- param: code text, version int, name text, branch text?, retired_at at?
UPDATE team
   SET name = $3, branch = $4, retired_at = $5, version = version + 1
 WHERE code = $1 AND version = $2;

-- name: team_members :many
-- Of the staff that the person may see.
-- scope: agent agent a
-- param: team text
-- col: id uuid, login text, name text, leads bool, active bool, state text
SELECT a.id, a.login, a.name, m.leads, a.active,
       COALESCE(s.state, 'offline') AS state
  FROM team_member m
  JOIN agent a ON a.id = m.agent
  LEFT JOIN agent_state s ON s.agent = a.id
 WHERE m.team = $1 AND {scope}
 ORDER BY m.leads DESC, a.name_sort, a.id;

-- name: team_member_get :one
-- param: team text, agent uuid
-- col: leads bool
SELECT leads FROM team_member WHERE team = $1 AND agent = $2;

-- name: team_join :exec
-- param: team text, agent uuid, leads bool
INSERT INTO team_member (team, agent, leads) VALUES ($1, $2, $3)
ON CONFLICT (team, agent) DO UPDATE SET leads = excluded.leads;

-- name: team_leave :exec
-- param: team text, agent uuid
DELETE FROM team_member WHERE team = $1 AND agent = $2;

-- name: skill_list :many
-- col: code text, name text, agents int
SELECT k.code, k.name,
       (SELECT count(*) FROM agent_skill g WHERE g.skill = k.code) AS agents
  FROM skill k
 ORDER BY k.code;

-- name: skill_get :one
-- param: code text
-- col: code text, name text
SELECT code, name FROM skill WHERE code = $1;

-- name: skill_add :exec
-- Changes no row when the code is taken.
-- param: code text, name text
INSERT INTO skill (code, name) VALUES ($1, $2)
ON CONFLICT (code) DO NOTHING;

-- name: agent_skills :many
-- param: agent uuid
-- col: skill text, name text, level int
SELECT g.skill, k.name, g.level
  FROM agent_skill g
  JOIN skill k ON k.code = g.skill
 WHERE g.agent = $1
 ORDER BY g.skill;

-- name: agent_skill_get :one
-- param: agent uuid, skill text
-- col: level int
SELECT level FROM agent_skill WHERE agent = $1 AND skill = $2;

-- name: agent_skill_set :exec
-- param: agent uuid, skill text, level int
INSERT INTO agent_skill (agent, skill, level) VALUES ($1, $2, $3)
ON CONFLICT (agent, skill) DO UPDATE SET level = excluded.level;

-- name: agent_skill_drop :exec
-- param: agent uuid, skill text
DELETE FROM agent_skill WHERE agent = $1 AND skill = $2;
