-- state.sql - what agents are doing now. Their past is in stay (core.sql).

-- name: state_list :many ahead general
-- `shown` is "hold" of whoever has a contact on hold and talks with nobody;
-- `shown_at` is since when: the state "engaged" goes on from talk to talk.
-- scope: agent agent a
-- param: who uuid?, team text, all bool
-- col: agent uuid, login text, name text, state text, reason text, since_at at
-- col: team text, branch text, version int, pause_next text, shown text
-- col: shown_at at
SELECT a.id AS agent, a.login, a.name, COALESCE(s.state, 'offline') AS state,
       COALESCE(s.reason, '') AS reason, s.since_at,
       COALESCE((SELECT min(m.team) FROM team_member m
                  WHERE m.agent = a.id), '') AS team,
       COALESCE(a.branch, '') AS branch, COALESCE(s.version, 0) AS version,
       COALESCE(s.pause_next, '') AS pause_next,
       CASE WHEN s.state = 'engaged'
            AND EXISTS (SELECT 1 FROM interaction i
                         WHERE i.owner = a.id AND i.state = 'held')
            AND NOT EXISTS (SELECT 1 FROM interaction i
                             WHERE i.owner = a.id AND i.state = 'talking')
            THEN 'hold' ELSE COALESCE(s.state, 'offline') END AS shown,
       COALESCE((SELECT COALESCE(max(CASE WHEN i.state = 'talking'
                                          THEN y.from_at END), max(y.from_at))
                   FROM interaction i
                   JOIN stay y ON y.kind = 'interaction' AND y.entity = i.id
                    AND y.to_at IS NULL
                  WHERE i.owner = a.id AND s.state = 'engaged'
                    AND (i.state = 'talking' OR i.state = 'held')), s.since_at) AS shown_at
  FROM agent a
  LEFT JOIN agent_state s ON s.agent = a.id
 WHERE ($1 IS NULL OR a.id = $1)
   AND ($2 = '' OR EXISTS (SELECT 1 FROM team_member f
                            WHERE f.agent = a.id AND f.team = $2))
   AND ($3 = 1 OR a.active = 1)
   AND {scope}
 ORDER BY a.name_sort, a.id;

-- name: state_put :exec
-- Changes no row when the state changed after we read it (version 0: no row).
-- param: agent uuid, version int, state text, reason text, since_at at
INSERT INTO agent_state (agent, state, reason, since_at, version)
VALUES ($1, $3, $4, $5, $2 + 1)
ON CONFLICT (agent) DO UPDATE
   SET state = excluded.state, reason = excluded.reason,
       since_at = excluded.since_at, version = agent_state.version + 1,
       pause_next = CASE WHEN excluded.state IN ('engaged', 'wrap-up')
           THEN agent_state.pause_next ELSE '' END
 WHERE agent_state.version = $2;

-- name: state_pause_next :exec
-- param: agent uuid, version int, reason text
UPDATE agent_state
   SET pause_next = $3, version = version + 1
 WHERE agent = $1 AND version = $2;
