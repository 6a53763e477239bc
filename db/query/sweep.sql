-- sweep.sql - what is due now, and whom to tell.

-- name: sweep_lease :exec
-- Changes no row while somebody else has it. One that ends later than any can
-- be taken for is of a clock that was wrong.
-- param: holder uuid, now at, until_at at
UPDATE sweep
   SET holder = $1, until_at = $3, swept_at = $2
 WHERE k = 1 AND (holder = $1 OR until_at <= $2 OR until_at > $3 + 300000);

-- name: sweep_leave :exec
-- param: holder uuid
UPDATE sweep
   SET until_at = 0
 WHERE k = 1 AND holder = $1;

-- name: sweep_seen :one
-- param: k int
-- col: holder uuid, until_at at, stamp int, renewed uuid
SELECT holder, until_at, stamp, renewed FROM sweep WHERE k = $1;

-- name: sweep_renewed :exec
-- param: stamp int, renewed uuid
UPDATE sweep SET stamp = $1, renewed = $2 WHERE k = 1;

-- name: sweep_counted :one
-- param: k int
-- col: counted at
SELECT counted FROM sweep WHERE k = $1;

-- name: sweep_count_set :exec
-- param: counted at
UPDATE sweep SET counted = $1 WHERE k = 1;

-- name: renew_page :many
-- Tickets in which something is owed.
-- scope: none (the program itself sweeps the whole centre)
-- param: after uuid, limit int
-- col: id uuid
SELECT t.id
  FROM ticket t
 WHERE t.rank IS NOT NULL AND t.id > $1
 ORDER BY t.id
 LIMIT $2;

-- name: sweep_parked :many
-- Tickets whose time to come back has come.
-- scope: none (the program itself sweeps the whole centre)
-- param: now at, limit int
-- col: id uuid, version int, until_at at
SELECT t.id, t.version, t.until_at
  FROM ticket t
 WHERE t.until_at IS NOT NULL AND t.until_at <= $1
 ORDER BY t.until_at, t.id
 LIMIT $2;

-- name: sweep_due :many
-- Clocks with a level to tell.
-- param: now at, limit int
-- col: ticket uuid, kind text, round int
SELECT ticket, kind, round
  FROM clock
 WHERE next_level_at IS NOT NULL AND next_level_at <= $1
 ORDER BY next_level_at, ticket
 LIMIT $2;

-- name: sweep_next :one
-- When something is due next; 0 for never. The first of each index: SQLite
-- reads a whole index for min() beside IS NOT NULL. Without a spool no letter
-- leaves, whenever it is due.
-- scope: none (the program itself sweeps the whole centre)
-- param: spool bool
-- col: at at
SELECT COALESCE(min(n.at), 0) AS at
  FROM (SELECT a.at FROM (
                SELECT next_level_at AS at FROM clock
                 WHERE next_level_at IS NOT NULL
                 ORDER BY next_level_at LIMIT 1) AS a
         UNION ALL
        SELECT b.at FROM (
                SELECT until_at AS at FROM ticket
                 WHERE until_at IS NOT NULL
                 ORDER BY until_at LIMIT 1) AS b
         UNION ALL
        SELECT c.at FROM (
                SELECT remind_at AS at FROM appointment
                 WHERE reminded_at IS NULL
                   AND (state = 'booked' OR state = 'confirmed')
                 ORDER BY remind_at LIMIT 1) AS c
         UNION ALL
        SELECT j.at FROM (
                SELECT letter_at AS at FROM appointment
                 WHERE letter_at IS NOT NULL AND lettered_at IS NULL
                   AND (state = 'booked' OR state = 'confirmed') AND $1 = 1
                 ORDER BY letter_at LIMIT 1) AS j
         UNION ALL
        SELECT d.at FROM (
                SELECT leave_at AS at FROM letter
                 WHERE left_at IS NULL AND recalled_at IS NULL AND $1 = 1
                 ORDER BY leave_at LIMIT 1) AS d
         UNION ALL
        SELECT e.at FROM (
                SELECT at FROM reminder
                 WHERE told_at IS NULL AND ended_at IS NULL
                 ORDER BY at LIMIT 1) AS e
         UNION ALL
        SELECT f.at FROM (
                SELECT k.next_at AS at FROM closing k
                 WHERE k.next_at IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM held h
                                    WHERE h.ticket = k.ticket)
                 ORDER BY k.next_at LIMIT 1) AS f
         UNION ALL
        SELECT j.at FROM (
                SELECT until_at AS at FROM held
                 ORDER BY until_at LIMIT 1) AS j
         UNION ALL
        SELECT g.at FROM (
                SELECT expires_at AS at FROM approval
                 WHERE state = 'open'
                 ORDER BY expires_at LIMIT 1) AS g
         UNION ALL
        SELECT h.at FROM (
                SELECT remind_at AS at FROM approval
                 WHERE state = 'open' AND remind_at IS NOT NULL
                 ORDER BY remind_at LIMIT 1) AS h
         UNION ALL
        SELECT i.at FROM (
                SELECT tell_at AS at FROM callback
                 WHERE state = 'open' AND tell_at IS NOT NULL
                 ORDER BY tell_at LIMIT 1) AS i) AS n;

-- name: sweep_delivery :many
-- param: now at, limit int
-- col: escalation uuid, agent uuid
SELECT d.escalation, d.agent
  FROM delivery d
 WHERE d.done_at IS NULL AND d.at <= $1
 ORDER BY d.at, d.escalation, d.agent
 LIMIT $2;

-- name: escalation_add :exec
-- param: id uuid, ticket uuid, kind text, round int, cycle int, level int, again int, share text, reason text, reached_at at, told_at at, to_team text?, to_skill text?
INSERT INTO escalation (id, ticket, kind, round, cycle, level, again, share,
       reason, reached_at, told_at, to_team, to_skill)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (ticket, kind, round, cycle, level, again) DO NOTHING;

-- name: delivery_before :exec
-- Of a level that was told before its moment had come: what brought it near was
-- undone. Then it is told anew; the log keeps what was told.
-- param: ticket uuid, kind text, round int, cycle int, level int, again int, reached_at at
DELETE FROM delivery
 WHERE escalation IN (
       SELECT id FROM escalation
        WHERE ticket = $1 AND kind = $2 AND round = $3 AND cycle = $4
          AND level = $5 AND again = $6 AND told_at < $7);

-- name: escalation_before :exec
-- Its row, when nothing hangs on it any more.
-- param: ticket uuid, kind text, round int, cycle int, level int, again int, reached_at at
DELETE FROM escalation
 WHERE ticket = $1 AND kind = $2 AND round = $3 AND cycle = $4
   AND level = $5 AND again = $6 AND told_at < $7;

-- name: escalation_by_hand :one
-- The next of those by hand on a ticket; kind "" to the higher ones,
-- "functional" to who knows.
-- param: ticket uuid, kind text
-- col: level int
SELECT COALESCE(max(level), 0) + 1 AS level
  FROM escalation
 WHERE ticket = $1 AND kind = $2;

-- name: escalate_those :many
-- Who is called beside the ladder: those who lead a team, without any all of
-- it; or who has a skill, the best first.
-- param: team text?, skill text?, branch text, limit int
-- col: tell int, agent uuid, near int
SELECT 1 AS tell, x.agent, CASE WHEN a.branch = $3 THEN 1 ELSE 0 END AS near
  FROM (SELECT m.agent, 0 AS place
          FROM team_member m
         WHERE m.team = $1
           AND (m.leads = 1
                OR NOT EXISTS (SELECT 1 FROM team_member l
                                 JOIN agent b ON b.id = l.agent
                                WHERE l.team = $1 AND l.leads = 1
                                  AND b.active = 1))
         UNION ALL
        SELECT s.agent, -s.level AS place
          FROM agent_skill s
         WHERE s.skill = $2) AS x
  JOIN agent a ON a.id = x.agent AND a.active = 1
 ORDER BY x.place, x.agent
 LIMIT $4;

-- name: escalation_get :one
-- param: id uuid
-- col: id uuid, ticket uuid, kind text, round int, cycle int, level int, again int, share text, reason text, reached_at at, acked_at at, to_team text, to_skill text, to_name text
SELECT e.id, e.ticket, e.kind, e.round, e.cycle, e.level, e.again, e.share,
       e.reason, e.reached_at, e.acked_at, e.to_team, e.to_skill,
       COALESCE(t.name, k.name, e.to_team, e.to_skill) AS to_name
  FROM escalation e
  LEFT JOIN team t ON t.code = e.to_team
  LEFT JOIN skill k ON k.code = e.to_skill
 WHERE e.id = $1;

-- name: escalation_list :many
-- The newest before `before`, of one ticket or of all that one may see.
-- scope: agent ticket t
-- param: ticket uuid?, open bool, before at, limit int
-- col: id uuid, ticket uuid, number int, subject text, kind text, level int, again int, share text, reason text, reached_at at, told_at at, acked_at at, acked_by_name text, to_team text, to_skill text, to_name text
SELECT e.id, e.ticket, t.number, t.subject, e.kind, e.level, e.again, e.share,
       e.reason, e.reached_at, e.told_at, e.acked_at,
       a.name AS acked_by_name, e.to_team, e.to_skill,
       COALESCE(m.name, k.name, e.to_team, e.to_skill) AS to_name
  FROM escalation e
  JOIN ticket t ON t.id = e.ticket
  LEFT JOIN agent a ON a.id = e.acked_by
  LEFT JOIN team m ON m.code = e.to_team
  LEFT JOIN skill k ON k.code = e.to_skill
 WHERE ($1 IS NULL OR e.ticket = $1)
   AND ($2 = 0 OR e.acked_at IS NULL)
   AND e.told_at < $3
   AND {scope}
 ORDER BY e.told_at DESC, e.id DESC
 LIMIT $4;

-- name: escalation_open :many
-- Of one ticket, not acknowledged; of one level or of all (0).
-- param: ticket uuid, level int
-- col: kind text, round int, cycle int, level int
SELECT kind, round, cycle, level
  FROM escalation
 WHERE ticket = $1 AND acked_at IS NULL AND ($2 = 0 OR level = $2);

-- name: escalation_ack :exec
-- Those that escalation_open lists.
-- param: ticket uuid, level int, at at, agent uuid
UPDATE escalation
   SET acked_at = $3, acked_by = $4
 WHERE ticket = $1 AND acked_at IS NULL AND ($2 = 0 OR level = $2);

-- name: delivery_add :batch
-- param: escalation uuid, agent uuid, at at
INSERT INTO delivery (escalation, agent, at)
VALUES ($1, $2, $3)
ON CONFLICT (escalation, agent) DO NOTHING;

-- name: delivery_done :exec
-- param: escalation uuid, agent uuid, at at, outcome text
UPDATE delivery
   SET done_at = $3, outcome = $4
 WHERE escalation = $1 AND agent = $2 AND done_at IS NULL;

-- name: delivery_spool :many
-- Told, and not yet handed to the site's mailer.
-- param: limit int
-- col: escalation uuid, agent uuid, login text, name text, lang text, done_at at
SELECT d.escalation, d.agent, a.login, a.name, a.lang, d.done_at
  FROM delivery d
  JOIN agent a ON a.id = d.agent
 WHERE d.outcome = 'told' AND d.spooled_at IS NULL
 ORDER BY d.done_at, d.escalation, d.agent
 LIMIT $1;

-- name: delivery_spooled :exec
-- param: escalation uuid, agent uuid, at at
UPDATE delivery
   SET spooled_at = $3
 WHERE escalation = $1 AND agent = $2;

-- name: escalate_people :many
-- Whom a level could be told to: 1 the owner, 2 who leads the team, 4 the
-- supervisors and 8 the managers. near: 3 of the ticket's branch, 2 of the team
-- or of the one it is lent to (without a team, of one of the owner's), 1 of
-- those teams' branch, 0 of the rest of the house.
-- param: owner uuid, team text, branch text, lent_to text
-- col: tell int, agent uuid, near int
SELECT 1 AS tell, a.id AS agent, 3 AS near
  FROM agent a WHERE a.id = $1 AND a.active = 1
 UNION ALL
SELECT 2 AS tell, m.agent, 3 AS near
  FROM team_member m JOIN agent a ON a.id = m.agent
 WHERE m.team = $2 AND m.leads = 1 AND a.active = 1
 UNION ALL
SELECT x.tell, x.agent, x.near
  FROM (SELECT CASE a.role WHEN 'supervisor' THEN 4 ELSE 8 END AS tell,
               a.id AS agent, a.role,
               CASE WHEN a.branch = $3 THEN 3
                    WHEN EXISTS (SELECT 1 FROM team_member m
                                  WHERE m.agent = a.id
                                    AND (m.team IN ($2, $4)
                                         OR ($2 = '' AND m.team IN
                                             (SELECT o.team FROM team_member o
                                               WHERE o.agent = $1)))) THEN 2
                    WHEN a.branch IN (SELECT b.branch FROM team b
                                       WHERE b.code IN ($2, $4)) THEN 1
                    ELSE 0 END AS near
          FROM agent a
         WHERE a.role IN ('supervisor', 'branch', 'administrator')
           AND a.active = 1) AS x
 WHERE x.role <> 'branch' OR x.near IN (1, 3)
 ORDER BY 1, 2;

-- name: substitute_of :one
-- param: agent uuid, at at
-- col: instead uuid
SELECT s.instead
  FROM substitute s
  JOIN agent a ON a.id = s.instead AND a.active = 1
 WHERE s.agent = $1 AND s.from_at <= $2 AND s.to_at > $2
 ORDER BY s.from_at DESC
 LIMIT 1;

-- name: quiet_of :one
-- param: agent uuid
-- col: calendar text
SELECT calendar FROM quiet WHERE agent = $1;

-- name: quiet_set :exec
-- param: agent uuid, calendar text
INSERT INTO quiet (agent, calendar) VALUES ($1, $2)
ON CONFLICT (agent) DO UPDATE SET calendar = excluded.calendar;

-- name: quiet_drop :exec
-- param: agent uuid
DELETE FROM quiet WHERE agent = $1;

-- name: substitute_set :exec
-- param: agent uuid, from_at at, to_at at, instead uuid
INSERT INTO substitute (agent, from_at, to_at, instead)
VALUES ($1, $2, $3, $4)
ON CONFLICT (agent, from_at) DO UPDATE
   SET to_at = excluded.to_at, instead = excluded.instead;

-- name: substitute_list :many
-- param: now at
-- col: agent uuid, login text, name text, from_at at, to_at at, instead uuid, instead_name text
SELECT s.agent, a.login, a.name, s.from_at, s.to_at, s.instead,
       b.name AS instead_name
  FROM substitute s
  JOIN agent a ON a.id = s.agent
  JOIN agent b ON b.id = s.instead
 WHERE s.to_at > $1
 ORDER BY s.from_at, a.login;
