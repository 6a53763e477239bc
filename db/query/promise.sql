-- promise.sql - clocks of tickets, and lists by urgency.

-- name: policy_versions :many
-- In the order they were applied.
-- col: id uuid, kind text, name text, text text, hash text, valid_from at
SELECT id, kind, name, CASE WHEN kind = 'policy' THEN text ELSE '' END AS text,
       hash, valid_from
  FROM setup_version
 WHERE kind IN ('policy', 'calendar', 'holidays', 'approved')
 ORDER BY id;

-- name: policy_leaves :one
-- Do typifications name policies?
-- param: one int
-- col: some bool
SELECT CASE WHEN EXISTS (SELECT 1 FROM typification y
                          WHERE y.policy IS NOT NULL AND $1 = 1)
            THEN 1 ELSE 0 END AS some;

-- name: promise_types :many
-- A typification and all that is above it.
-- param: code text
-- col: code text, policy text
WITH RECURSIVE up (code, parent, policy, depth) AS (
    SELECT y.code, y.parent, y.policy, 1 FROM typification y WHERE y.code = $1
     UNION ALL
    SELECT y.code, y.parent, y.policy, up.depth + 1
      FROM typification y JOIN up ON y.code = up.parent)
SELECT code, policy FROM up ORDER BY depth;

-- name: promise_case :one
-- What a ticket's policy is chosen by.
-- scope: none (the ticket was taken through its scope)
-- param: id uuid
-- col: number int, state text, priority int, typification text, segment text, channel text, branch text, created_at at, cycle int, until_at at, team text, owner uuid, policy text, lent_to text, lent_owner uuid, leg uuid, leg_state text
SELECT t.number, t.state, t.priority, t.typification,
       COALESCE((SELECT c.segment FROM customer_named c
         WHERE c.id = t.customer), '') AS segment,
       COALESCE(i.channel, '') AS channel, t.branch, t.created_at, t.cycle,
       t.until_at, t.team, t.owner, t.policy, t.lent_to, t.lent_owner,
       r.id AS leg, r.state AS leg_state
  FROM ticket t
  LEFT JOIN interaction i ON i.id = t.interaction
  LEFT JOIN referral r ON r.ticket = t.id AND r.ended_at IS NULL
 WHERE t.id = $1;

-- name: clock_of :many
-- param: ticket uuid
-- col: kind text, round int, cycle int, leg text, state text, policy text, calendar text, zones text, start_at at, target_ms span, used_ms span, since_at at, due_at at, until_at at, met_at at, breached_at at, by_change bool, first_met int, level int, next_level int, next_level_at at, paused_ms span, pauses int, late_pauses int
SELECT kind, round, cycle, leg, state, policy, calendar, zones, start_at,
       target_ms, used_ms, since_at, due_at, until_at, met_at, breached_at,
       by_change, COALESCE(first_met, -1) AS first_met, level, next_level,
       next_level_at, paused_ms, pauses, late_pauses
  FROM clock
 WHERE ticket = $1
 ORDER BY start_at, kind, round;

-- name: clock_of_many :many
-- Clocks towards the customer that are owed; `ids` is a JSON list of tickets.
-- With `legs` those of open legs instead.
-- scope: agent ticket t
-- param: ids json, legs bool
-- col: ticket uuid, kind text, round int, cycle int, leg text, state text, policy text, calendar text, zones text, start_at at, target_ms span, used_ms span, since_at at, due_at at, until_at at, met_at at, breached_at at, by_change bool, first_met int, level int, next_level int, next_level_at at, paused_ms span, pauses int, late_pauses int
SELECT k.ticket, k.kind, k.round, k.cycle, k.leg, k.state, k.policy,
       k.calendar, k.zones, k.start_at, k.target_ms, k.used_ms, k.since_at,
       k.due_at, k.until_at, k.met_at, k.breached_at, k.by_change,
       COALESCE(k.first_met, -1) AS first_met, k.level, k.next_level,
       k.next_level_at, k.paused_ms, k.pauses, k.late_pauses
  FROM ticket t
  JOIN clock k ON k.ticket = t.id
 WHERE t.id IN (SELECT value FROM json_each($1))
   AND k.state IN ('running', 'paused')
   AND CASE WHEN $2 = 0 THEN k.leg = '' ELSE k.leg <> '' END
   AND {scope};

-- name: clock_put :batch
-- param: ticket uuid, kind text, round int, cycle int, leg text, state text, policy text, calendar text, zones text, start_at at, target_ms span, used_ms span, since_at at, due_at at?, until_at at?, met_at at?, breached_at at?, by_change bool, first_met int, level int, next_level int, next_level_at at?, paused_ms span, pauses int, late_pauses int
INSERT INTO clock (ticket, kind, round, cycle, leg, state, policy, calendar,
       zones, start_at, target_ms, used_ms, since_at, due_at, until_at, met_at,
       breached_at, by_change, first_met, level, next_level, next_level_at,
       paused_ms, pauses, late_pauses)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
       $17, $18, CASE WHEN $19 < 0 THEN NULL ELSE $19 END, $20, $21, $22,
       $23, $24, $25)
ON CONFLICT (ticket, kind, round) DO UPDATE
   SET cycle = excluded.cycle, leg = excluded.leg, state = excluded.state,
       policy = excluded.policy, calendar = excluded.calendar,
       zones = excluded.zones, start_at = excluded.start_at,
       target_ms = excluded.target_ms, used_ms = excluded.used_ms,
       since_at = excluded.since_at, due_at = excluded.due_at,
       until_at = excluded.until_at, met_at = excluded.met_at,
       breached_at = excluded.breached_at, by_change = excluded.by_change,
       first_met = excluded.first_met, level = excluded.level,
       next_level = excluded.next_level,
       next_level_at = excluded.next_level_at,
       paused_ms = excluded.paused_ms, pauses = excluded.pauses,
       late_pauses = excluded.late_pauses;

-- name: clock_drop :exec
-- param: ticket uuid
DELETE FROM clock
 WHERE ticket = $1;

-- name: promise_set :exec
-- scope: none (the ticket was taken through its scope)
-- param: id uuid, rank int?, policy text?
UPDATE ticket
   SET rank = $2, policy = $3
 WHERE id = $1
   AND (rank IS DISTINCT FROM $2 OR policy IS DISTINCT FROM $3);

-- name: ticket_until_set :exec
-- scope: none (the ticket was taken through its scope)
-- param: id uuid, until_at at?
UPDATE ticket
   SET until_at = $2
 WHERE id = $1;

-- name: promise_log :many
-- What the log tells about a ticket's life, in its order. undone_at: 0 of what
-- is being undone just now. body: of an undo.
-- param: ticket uuid
-- col: n int, at at, recorded_at at, kind text, body text, actor_name text, entity text, field text, old text, new text, undone bool, undone_at at
SELECT e.n, e.happened_at AS at, e.recorded_at, e.kind,
       CASE WHEN e.kind = 'undo' THEN e.body ELSE '' END AS body,
       a.name AS actor_name,
       v.entity, v.field, v.old, v.new,
       CASE WHEN u.event IS NULL THEN 0 ELSE 1 END AS undone,
       CASE WHEN u.event IS NULL THEN 0
            ELSE COALESCE((SELECT max(x.recorded_at) FROM event_log x
                  WHERE x.entity_id = $1 AND x.op = u.op), 0) END AS undone_at
  FROM event_log e
  LEFT JOIN event_value v ON v.n = e.n AND (
       (v.entity = 'ticket' AND v.field IN ('state', 'policy', 'until',
        'law', 'owner', 'team', 'reason', 'start', 'lent_to', 'lent_owner'))
    OR (v.entity IN ('referral', 'referral.next')
        AND v.field IN ('leg', 'state', 'policy')))
  LEFT JOIN agent a ON a.id = e.actor
  LEFT JOIN undone u ON u.event = e.n
 WHERE e.entity_id = $1 AND e.entity = 'ticket'
 ORDER BY e.n, v.seq;

-- name: promise_complaint :one
-- Since when a ticket is what it is about: made so, or made a complaint later.
-- scope: none (the ticket was taken through its scope)
-- param: id uuid
-- col: at at
SELECT COALESCE((SELECT max(e.happened_at)
                   FROM event_log e
                   JOIN event_value v ON v.n = e.n AND v.entity = 'ticket'
                                     AND v.field = 'typification'
                   JOIN typification o ON o.code = v.old
                   JOIN typification y ON y.code = v.new
                  WHERE e.entity = 'ticket' AND e.entity_id = t.id
                    AND y.kind = 'complaint' AND o.kind <> 'complaint'),
                t.created_at) AS at
  FROM ticket t
 WHERE t.id = $1;

-- name: promise_words :many
-- Who said what when: for a past that came without events.
-- param: ticket uuid
-- col: at at, direction text
SELECT at, direction
  FROM message
 WHERE ticket = $1 AND public = 1 AND direction IN ('in', 'out')
 ORDER BY at, id;

-- name: promise_moved :many
-- What was said of the words that a split took along.
-- param: event int
-- col: at at, direction text
SELECT m.at, m.direction
  FROM event_value v
  JOIN message m ON m.id = v.new
 WHERE v.n = $1 AND v.field = 'moved' AND m.public = 1
   AND m.direction IN ('in', 'out')
 ORDER BY m.at, m.id;

-- name: rebuild_page :many
-- Tickets with a promise, page by page.
-- scope: none (the program's own books)
-- param: after uuid, limit int
-- col: id uuid, number int, state text, priority int, typification text, segment text, channel text, branch text, created_at at, cycle int, until_at at, team text, owner uuid, policy text, lent_to text, lent_owner uuid, leg uuid, leg_state text, rank int
SELECT t.id, t.number, t.state, t.priority, t.typification,
       COALESCE((SELECT c.segment FROM customer_named c
         WHERE c.id = t.customer), '') AS segment,
       COALESCE(i.channel, '') AS channel, t.branch, t.created_at, t.cycle,
       t.until_at, t.team, t.owner, t.policy, t.lent_to, t.lent_owner,
       r.id AS leg, r.state AS leg_state, t.rank
  FROM ticket t
  LEFT JOIN interaction i ON i.id = t.interaction
  LEFT JOIN referral r ON r.ticket = t.id AND r.ended_at IS NULL
 WHERE t.id > $1
   AND (t.policy IS NOT NULL
        OR EXISTS (SELECT 1 FROM clock k WHERE k.ticket = t.id))
 ORDER BY t.id
 LIMIT $2;

-- name: escalation_levels :many
-- The levels told of each clock and cycle; acked: the level, or 0.
-- param: ticket uuid
-- col: kind text, round int, cycle int, level int, acked int, told_at at
SELECT kind, round, cycle, level + again AS level,
       CASE WHEN acked_at IS NULL THEN 0 ELSE level END AS acked, told_at
  FROM escalation
 WHERE ticket = $1 AND kind <> ''
 ORDER BY told_at, id;

-- ---- lists by urgency: one query for each index that can lead -----------------

-- name: ticket_urgent_owner :many
-- scope: agent ticket t
-- param: owner uuid, after_rank int, after uuid, limit int
-- col: id uuid, rank int
SELECT t.id, t.rank
  FROM ticket t
 WHERE t.owner = $1 AND t.rank IS NOT NULL
   AND t.rank >= $2 AND (t.rank > $2 OR t.id > $3)
   AND {scope}
 ORDER BY t.rank, t.id
 LIMIT $4;

-- name: ticket_urgent_team :many
-- scope: agent ticket t
-- param: team text, after_rank int, after uuid, limit int
-- col: id uuid, rank int
SELECT t.id, t.rank
  FROM ticket t
 WHERE t.team = $1 AND t.rank IS NOT NULL
   AND t.rank >= $2 AND (t.rank > $2 OR t.id > $3)
   AND {scope}
 ORDER BY t.rank, t.id
 LIMIT $4;

-- name: ticket_urgent_any :many
-- scope: agent ticket t
-- param: after_rank int, after uuid, limit int
-- col: id uuid, rank int
SELECT t.id, t.rank
  FROM ticket t
 WHERE t.rank IS NOT NULL
   AND t.rank >= $1 AND (t.rank > $1 OR t.id > $2)
   AND {scope}
 ORDER BY t.rank, t.id
 LIMIT $3;

-- name: promise_teams :many
-- param: agent uuid
-- col: team text
SELECT team
  FROM team_member
 WHERE agent = $1;
