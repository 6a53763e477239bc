-- handover.sql - contacts that change hands while they live.

-- name: handover_put :exec
-- param: interaction uuid, from_agent uuid?, to_agent uuid?, team text?, note text, desk text, at at
INSERT INTO handover (interaction, from_agent, to_agent, team, note, desk, at,
       taken_by, taken_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL)
ON CONFLICT (interaction) DO UPDATE
   SET from_agent = excluded.from_agent, to_agent = excluded.to_agent,
       team = excluded.team, note = excluded.note, desk = excluded.desk,
       at = excluded.at, taken_by = NULL, taken_at = NULL;

-- name: handover_taken :exec
-- param: interaction uuid, taken_by uuid, at at
UPDATE handover
   SET taken_by = $2, taken_at = $3
 WHERE interaction = $1 AND taken_at IS NULL;

-- name: handover_get :one
-- param: interaction uuid
-- col: interaction uuid, from_agent uuid, from_name text, to_agent uuid, to_name text, team text, note text, desk text, at at, taken_by uuid, taken_at at
SELECT h.interaction, h.from_agent, COALESCE(f.name, '') AS from_name,
       h.to_agent, COALESCE(t.name, '') AS to_name,
       COALESCE(h.team, '') AS team, h.note, h.desk, h.at, h.taken_by,
       h.taken_at
  FROM handover h
  LEFT JOIN agent f ON f.id = h.from_agent
  LEFT JOIN agent t ON t.id = h.to_agent
 WHERE h.interaction = $1;

-- name: handover_mine :many
-- scope: none (what was given to oneself by name)
-- param: agent uuid
-- col: interaction uuid
SELECT h.interaction
  FROM interaction i
  JOIN handover h ON h.interaction = i.id
 WHERE i.state = 'waiting' AND h.to_agent = $1 AND h.taken_at IS NULL
 ORDER BY h.at, h.interaction
 LIMIT 100;

-- name: handover_queue :exec
-- scope: none (the contact was taken through its scope)
-- param: id uuid, team text?, queue text
UPDATE interaction
   SET team = $2, queue = $3
 WHERE id = $1;
