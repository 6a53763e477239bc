-- day.sql - an agent's own day.

-- name: day_tickets :many
-- Mine and not done: by priority, then the oldest. `states` is a JSON list.
-- scope: agent ticket t
-- param: agent uuid, states json, limit int
-- col: id uuid, number int, subject text, state text, priority int, customer uuid, customer_name text, typification text, team text, owner uuid, created_at at, updated_at at, due_at at
SELECT t.id, t.number, t.subject, t.state, t.priority, t.customer,
       (SELECT c.name FROM customer_named c
         WHERE c.id = t.customer) AS customer_name,
       t.typification, t.team, t.owner, t.created_at,
       t.updated_at, CAST(NULL AS BIGINT) AS due_at
  FROM ticket t
 WHERE t.owner = $1 AND t.state IN (SELECT value FROM json_each($2))
   AND {scope}
 ORDER BY t.priority, t.created_at, t.id
 LIMIT $3;

-- name: day_ticket_count :one
-- scope: agent ticket t
-- param: agent uuid, states json
-- col: n int
SELECT count(*) AS n
  FROM ticket t
 WHERE t.owner = $1 AND t.state IN (SELECT value FROM json_each($2))
   AND {scope};

-- name: day_contacts :one
-- Those begun or closed today, of the ones begun since `since`: an ended one has
-- an end, a typified one a matter.
-- scope: agent interaction i
-- param: agent uuid, from at, since at
-- col: n int, ended int, typified int, talk_ms span, hold_ms span
SELECT count(*) AS n,
       CAST(COALESCE(sum(CASE WHEN i.ended_at IS NOT NULL THEN 1 ELSE 0 END),
           0) AS BIGINT) AS ended,
       CAST(COALESCE(sum(CASE WHEN i.ended_at IS NOT NULL AND EXISTS (
           SELECT 1 FROM matter m WHERE m.interaction = i.id)
           THEN 1 ELSE 0 END), 0) AS BIGINT) AS typified,
       CAST(COALESCE(sum(CASE WHEN i.ended_at IS NOT NULL THEN i.talk_ms
           ELSE 0 END), 0) AS BIGINT) AS talk_ms,
       CAST(COALESCE(sum(CASE WHEN i.ended_at IS NOT NULL THEN i.hold_ms
           ELSE 0 END), 0) AS BIGINT) AS hold_ms
  FROM interaction i
 WHERE i.owner = $1 AND i.started_at >= $3
   AND (i.started_at >= $2 OR COALESCE(i.closed_at, i.ended_at) >= $2)
   AND {scope};

-- name: day_waiting :many
-- Who waits for my teams, the longest wait first.
-- scope: agent interaction i
-- param: agent uuid
-- col: team text, name text, n int, oldest_at at
SELECT i.team, g.name, count(*) AS n, min(i.started_at) AS oldest_at
  FROM interaction i
  JOIN team g ON g.code = i.team
 WHERE i.state = 'waiting'
   AND i.team IN (SELECT m.team FROM team_member m WHERE m.agent = $1)
   AND {scope}
 GROUP BY i.team, g.name
 ORDER BY 4, 1;

-- name: day_late_tickets :one ahead
-- Mine with a promise that is late, and when the next will be; `rank` is of
-- those that are not done.
-- scope: agent ticket t
-- param: agent uuid, now at
-- col: n int, next_at at
SELECT CAST(COALESCE(sum(CASE WHEN mine.due_at < $2 THEN 1 ELSE 0 END), 0)
           AS BIGINT) AS n,
       min(CASE WHEN mine.due_at < $2 THEN NULL ELSE mine.due_at END)
           AS next_at
  FROM (SELECT t.id, min(k.due_at) AS due_at
          FROM ticket t
          JOIN clock k ON k.ticket = t.id
         WHERE t.owner = $1 AND t.rank IS NOT NULL
           AND k.state = 'running' AND k.leg = '' AND k.due_at IS NOT NULL
           AND {scope}
         GROUP BY t.id) AS mine;

-- name: day_late_callbacks :one ahead
-- A window is late when it has ended.
-- scope: agent callback k
-- param: agent uuid, now at
-- col: n int, next_at at
SELECT CAST(COALESCE(sum(CASE WHEN mine.due_at < $2 THEN 1 ELSE 0 END), 0)
           AS BIGINT) AS n,
       min(CASE WHEN mine.due_at < $2 THEN NULL ELSE mine.due_at END)
           AS next_at
  FROM (SELECT COALESCE(k.until_at, k.due_at) AS due_at
          FROM callback k
         WHERE k.owner = $1 AND k.state = 'open' AND {scope}) AS mine;
