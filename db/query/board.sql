-- board.sql - what supervisors look at: figures, each through the scope of
-- whoever looks, and the rows behind each of them.

-- ---- promises ------------------------------------------------------------------

-- name: board_promise :many
-- Open tickets by team and by when they are due. Twelve edges make thirteen
-- cells; `soon` and `over` are sums within each.
-- scope: agent ticket t
-- param: late int, e2 int, e3 int, e4 int, e5 int, e6 int, e7 int, e8 int, e9 int, e10 int, paused int, none int, soon int
-- col: team text, name text, cell int, n int, soon int, over int
SELECT x.team, COALESCE(m.name, '') AS name, x.cell, x.n, x.soon, x.over
  FROM (SELECT COALESCE(t.team, '') AS team,
               CASE WHEN t.rank < $1 THEN 0 WHEN t.rank < $2 THEN 1
                    WHEN t.rank < $3 THEN 2 WHEN t.rank < $4 THEN 3
                    WHEN t.rank < $5 THEN 4 WHEN t.rank < $6 THEN 5
                    WHEN t.rank < $7 THEN 6 WHEN t.rank < $8 THEN 7
                    WHEN t.rank < $9 THEN 8 WHEN t.rank < $10 THEN 9
                    WHEN t.rank < $11 THEN 10 WHEN t.rank < $12 THEN 11
                    ELSE 12 END AS cell,
               count(*) AS n,
               CAST(sum(CASE WHEN t.rank >= $1 AND t.rank < $13 THEN 1
                    ELSE 0 END) AS BIGINT) AS soon,
               CAST(sum(CASE WHEN t.until_at < $1 THEN 1 ELSE 0 END)
                    AS BIGINT) AS over
          FROM ticket t
         WHERE t.rank IS NOT NULL AND {scope}
         GROUP BY COALESCE(t.team, ''), cell) x
  LEFT JOIN team m ON m.code = x.team
 ORDER BY COALESCE(m.name, x.team), x.team, x.cell;

-- ---- work ----------------------------------------------------------------------

-- name: board_work :many
-- Open tickets by who has them, state and age; four edges make five ages.
-- scope: agent ticket t
-- param: d1 at, d3 at, d7 at, d30 at
-- col: team text, team_name text, owner uuid, owner_name text, state text, age int, n int
SELECT x.team, COALESCE(m.name, '') AS team_name, x.owner,
       COALESCE(o.name, '') AS owner_name, x.state, x.age, x.n
  FROM (SELECT COALESCE(t.team, '') AS team, t.owner, t.state,
               CASE WHEN t.created_at >= $1 THEN 0 WHEN t.created_at >= $2
                    THEN 1 WHEN t.created_at >= $3 THEN 2
                    WHEN t.created_at >= $4 THEN 3 ELSE 4 END AS age,
               count(*) AS n
          FROM ticket t
         WHERE t.rank IS NOT NULL AND {scope}
         GROUP BY COALESCE(t.team, ''), t.owner, t.state, age) x
  LEFT JOIN team m ON m.code = x.team
  LEFT JOIN agent o ON o.id = x.owner
 ORDER BY x.team, x.owner, x.state, x.age;

-- ---- the rows behind a number ----------------------------------------------------

-- name: board_pick :many
-- scope: agent ticket t
-- param: any_team bool, team text, any_owner bool, owner text, state text, from_rank int, to_rank int, made_from at, made_to at, over_at at, after_rank int, after uuid, limit int
-- col: id uuid, rank int
SELECT t.id, t.rank
  FROM ticket t
 WHERE t.rank IS NOT NULL
   AND ($1 = 1 OR COALESCE(t.team, '') = $2)
   AND ($3 = 1 OR COALESCE(t.owner, '') = $4)
   AND ($5 = '' OR t.state = $5)
   AND t.rank >= $6 AND t.rank < $7
   AND t.created_at >= $8 AND t.created_at < $9
   AND ($10 = 0 OR t.until_at < $10)
   AND t.rank >= $11 AND (t.rank > $11 OR t.id > $12)
   AND {scope}
 ORDER BY t.rank, t.id
 LIMIT $13;

-- ---- people ----------------------------------------------------------------------

-- name: board_contacts :many
-- What people have in hand; their last one first.
-- scope: agent interaction i
-- col: owner uuid, id uuid, number int, state text, channel text, queue_name text, customer uuid, customer_name text, since_at at
SELECT i.owner, i.id, i.number, i.state, i.channel,
       COALESCE(q.name, i.queue) AS queue_name, i.customer,
       COALESCE((SELECT c.name FROM customer_named c
         WHERE c.id = i.customer), '') AS customer_name,
       COALESCE((SELECT s.from_at FROM stay s
         WHERE s.kind = 'interaction' AND s.entity = i.id
           AND s.to_at IS NULL), i.started_at) AS since_at
  FROM agent a
  JOIN interaction i ON i.owner = a.id
   AND i.state IN ('talking', 'held', 'wrap-up')
  LEFT JOIN team q ON q.code = i.queue
 WHERE a.active = 1 AND {scope}
 ORDER BY i.owner, CASE i.state WHEN 'talking' THEN 0 WHEN 'held' THEN 1
       ELSE 2 END, i.started_at DESC, i.id;

-- name: board_today :many
-- Contacts since an instant, and what was talked in those that ended.
-- scope: agent interaction i
-- param: since at
-- col: owner uuid, n int, ended int, talk_ms span
SELECT i.owner, count(*) AS n, count(i.ended_at) AS ended,
       CAST(COALESCE(sum(CASE WHEN i.ended_at IS NULL THEN 0
           ELSE i.talk_ms + i.hold_ms END), 0) AS BIGINT) AS talk_ms
  FROM agent a
  JOIN interaction i ON i.owner = a.id AND i.started_at >= $1
 WHERE a.active = 1 AND {scope}
 GROUP BY i.owner;

-- name: board_worked :many
-- Time that people worked on tickets since an instant.
-- scope: agent ticket t
-- param: since at
-- col: agent uuid, ms span
SELECT s.agent, CAST(sum(s.ms) AS {int}) AS ms
  FROM spent s
  JOIN ticket t ON t.id = s.ticket
 WHERE s.from_at >= $1 AND {scope}
 GROUP BY s.agent;

-- ---- honesty ---------------------------------------------------------------------

-- name: board_honesty :one
-- Promises of one kind that ended since an instant, and those that are late
-- and open still.
-- scope: agent ticket t
-- param: kind text, since at, now at
-- col: done int, kept int, late int, thanks int, tenth int, flips int, changed int
SELECT count(*) AS done,
       count(CASE WHEN k.breached_at IS NULL THEN 1 END) AS kept,
       (SELECT count(*)
          FROM ticket t JOIN clock k ON k.ticket = t.id AND k.kind = $1
         WHERE t.rank IS NOT NULL AND k.state IN ('running', 'paused')
           AND (k.breached_at IS NOT NULL OR k.due_at < $3)
           AND {scope}) AS late,
       count(CASE WHEN k.breached_at IS NULL
                   AND k.used_ms + k.paused_ms > k.target_ms THEN 1 END)
           AS thanks,
       count(CASE WHEN k.late_pauses > 0 THEN 1 END) AS tenth,
       count(CASE WHEN k.pauses >= 3 THEN 1 END) AS flips,
       count(CASE WHEN k.breached_at IS NOT NULL AND k.by_change = 1 THEN 1
           END) AS changed
  FROM clock k JOIN ticket t ON t.id = k.ticket
 WHERE k.kind = $1 AND k.met_at IS NOT NULL AND k.met_at >= $2
   AND k.state = 'met' AND {scope};

-- name: board_honest_pick :many
-- The tickets behind one of those numbers, the last done first.
-- scope: agent ticket t
-- param: kind text, since at, now at, which text, limit int
-- col: id uuid, at at
SELECT t.id, COALESCE(k.met_at, k.breached_at, k.due_at) AS at
  FROM clock k JOIN ticket t ON t.id = k.ticket
 WHERE k.kind = $1
   AND CASE $4
       WHEN 'late-open' THEN t.rank IS NOT NULL
            AND k.state IN ('running', 'paused')
            AND (k.breached_at IS NOT NULL OR k.due_at < $3)
       ELSE k.state = 'met' AND k.met_at >= $2 END
   AND CASE $4
       WHEN 'kept' THEN k.breached_at IS NULL
       WHEN 'missed' THEN k.breached_at IS NOT NULL
       WHEN 'thanks' THEN k.breached_at IS NULL
            AND k.used_ms + k.paused_ms > k.target_ms
       WHEN 'tenth' THEN k.late_pauses > 0
       WHEN 'flips' THEN k.pauses >= 3
       WHEN 'changed' THEN k.breached_at IS NOT NULL AND k.by_change = 1
       ELSE 1 = 1 END
   AND {scope}
 ORDER BY COALESCE(k.met_at, k.breached_at, k.due_at) DESC, t.id
 LIMIT $5;

-- name: board_holders :many
-- Who had what was open, for how long, between two instants.
-- scope: agent ticket t
-- param: since at, now at
-- col: holder text, person text, team text, ms span
SELECT x.holder, COALESCE(a.name, '') AS person, COALESCE(m.name, '') AS team,
       x.ms
  FROM (SELECT s.holder,
               CAST(sum(CASE WHEN s.to_at IS NULL OR s.to_at > $2 THEN $2
                    ELSE s.to_at END
                    - CASE WHEN s.from_at < $1 THEN $1 ELSE s.from_at END)
                    AS BIGINT) AS ms
          FROM stay s JOIN ticket t ON t.id = s.entity
         WHERE s.kind = 'ticket' AND s.from_at < $2
           AND (s.to_at IS NULL OR s.to_at > $1)
           AND s.state NOT IN ('resolved', 'closed', 'merged', 'cancelled')
           AND {scope}
         GROUP BY s.holder) x
  LEFT JOIN agent a ON a.id = x.holder
  LEFT JOIN team m ON m.code = x.holder
 ORDER BY x.ms DESC, x.holder;
