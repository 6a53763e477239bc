-- saved.sql - views of lists that people keep and share.

-- name: saved_list :many
-- One's own and those of one's teams: as old as their ids say, so that a new one
-- comes last and the others keep their numbers; by name within one instant.
-- param: list text, agent uuid
-- col: id uuid, name text, words text, columns text, team text, team_name text, agent uuid, agent_name text, version int
SELECT v.id, v.name, v.words, v.columns, COALESCE(v.team, '') AS team,
       t.name AS team_name, v.agent, a.name AS agent_name, v.version
  FROM saved_view v
  LEFT JOIN team t ON t.code = v.team
  LEFT JOIN agent a ON a.id = v.agent
 WHERE v.list = $1
   AND (v.agent = $2
        OR v.team IN (SELECT m.team FROM team_member m WHERE m.agent = $2))
 ORDER BY substr(CAST(v.id AS text), 1, 13), v.name, v.id;

-- name: saved_mine :one
-- param: agent uuid, list text, name text
-- col: id uuid, words text, columns text, team text, version int
SELECT id, words, columns, COALESCE(team, '') AS team, version
  FROM saved_view
 WHERE agent = $1 AND list = $2 AND name = $3;

-- name: saved_member :one
-- param: team text, agent uuid
-- col: n int
SELECT count(*) AS n
  FROM team_member
 WHERE team = $1 AND agent = $2;

-- name: saved_put :exec
-- param: id uuid, list text, name text, agent uuid, team text?, words text, columns text
INSERT INTO saved_view (id, list, name, agent, team, words, columns, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
ON CONFLICT (agent, list, name) DO UPDATE
   SET team = excluded.team, words = excluded.words,
       columns = excluded.columns, version = saved_view.version + 1;

-- name: saved_drop :exec
-- param: id uuid
DELETE FROM saved_view
 WHERE id = $1;
