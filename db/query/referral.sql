-- referral.sql - tickets lent to other teams.

-- name: referral_add :exec
-- scope: none (the ticket was taken through its scope)
-- param: id uuid, ticket uuid, leg int, cycle int, previous uuid?, state text, from_team text?, to_team text, owner uuid?, reason text, ask text, why text, answer text, policy text, sent_by uuid?, sent_at at, accepted_at at?, ended_at at?, returns int, warned bool, slack_ms int, ping_pong bool, rank int, version int
INSERT INTO referral (id, ticket, leg, cycle, previous, state, from_team,
       to_team, owner, reason, ask, why, answer, policy, sent_by, sent_at,
       accepted_at, ended_at, returns, warned, slack_ms, ping_pong, rank,
       version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
       $17, $18, $19, $20, $21, $22, $23, $24);

-- name: referral_take :one
-- A leg to change; locked with its ticket.
-- scope: none (the ticket was taken through its scope)
-- param: id uuid
-- col: id uuid, ticket uuid, leg int, cycle int, previous uuid, state text, from_team text, to_team text, owner uuid, reason text, ask text, why text, answer text, policy text, sent_by uuid, sent_at at, accepted_at at, ended_at at, returns int, warned bool, slack_ms int, ping_pong bool, rank int, version int
SELECT r.id, r.ticket, r.leg, r.cycle, r.previous, r.state, r.from_team,
       r.to_team, r.owner, r.reason, r.ask, r.why, r.answer, r.policy,
       r.sent_by, r.sent_at, r.accepted_at, r.ended_at, r.returns, r.warned,
       r.slack_ms, r.ping_pong, r.rank, r.version
  FROM referral r
 WHERE r.id = $1;

-- name: referral_open_of :one
-- The leg that is open on a ticket.
-- scope: none (the ticket was taken through its scope)
-- param: ticket uuid
-- col: id uuid, state text, to_team text, to_name text, sent_by uuid
SELECT r.id, r.state, r.to_team, m.name AS to_name, r.sent_by
  FROM referral r
  JOIN team m ON m.code = r.to_team
 WHERE r.ticket = $1 AND r.ended_at IS NULL;

-- name: referral_save :exec
-- Changes no row when somebody saved it after we read it.
-- scope: none (the ticket was taken through its scope)
-- param: id uuid, version int, state text, owner uuid?, why text, answer text, accepted_at at?, ended_at at?, returns int, ping_pong bool
UPDATE referral
   SET state = $3, owner = $4, why = $5, answer = $6, accepted_at = $7,
       ended_at = $8, returns = $9, ping_pong = $10, version = version + 1
 WHERE id = $1 AND version = $2;

-- name: referral_drop :exec
-- An undone one was never sent.
-- scope: none (the ticket was taken through its scope)
-- param: id uuid
DELETE FROM referral
 WHERE id = $1;

-- name: referral_rank :exec
-- The place of a ticket's open leg in its team's list.
-- scope: none (the ticket was taken through its scope)
-- param: ticket uuid, rank int
UPDATE referral
   SET rank = $2
 WHERE ticket = $1 AND ended_at IS NULL AND rank <> $2;

-- name: referral_path :many
-- Through whose hands a ticket went, in its order.
-- scope: none (the ticket was taken through its scope)
-- param: ticket uuid
-- col: id uuid, leg int, cycle int, state text, from_team text, to_team text, sent_at at, ended_at at, returns int
SELECT r.id, r.leg, r.cycle, r.state, r.from_team, r.to_team, r.sent_at,
       r.ended_at, r.returns
  FROM referral r
 WHERE r.ticket = $1
 ORDER BY r.leg;

-- part: referral_seen
-- A leg as people see it, with names in the language `lang`.
-- param: lang text
r.id, r.ticket, t.number, t.subject, r.leg, r.cycle, r.state,
       r.from_team, f.name AS from_name, r.to_team, m.name AS to_name,
       r.owner, o.name AS owner_name, r.reason,
       COALESCE(l.text, e.text, r.reason) AS reason_name, r.ask, r.why,
       COALESCE(w.text, v.text, r.why) AS why_name, r.answer, r.sent_by,
       b.name AS sent_by_name, r.sent_at, r.accepted_at, r.ended_at,
       r.returns, r.warned, r.slack_ms, r.ping_pong, t.priority,
       (SELECT c.name FROM customer_named c
         WHERE c.id = t.customer) AS customer_name,
       t.state AS ticket_state, r.rank, r.version
  FROM referral r
  JOIN ticket t ON t.id = r.ticket
  JOIN team m ON m.code = r.to_team
  LEFT JOIN team f ON f.code = r.from_team
  LEFT JOIN agent o ON o.id = r.owner
  LEFT JOIN agent b ON b.id = r.sent_by
  LEFT JOIN label l ON l.kind = 'referral' AND l.code = r.reason AND l.lang = $1
  LEFT JOIN label e ON e.kind = 'referral' AND e.code = r.reason
   AND e.lang = 'es'
  LEFT JOIN label w ON w.kind = 'referral' AND w.code = r.why AND w.lang = $1
  LEFT JOIN label v ON v.kind = 'referral' AND v.code = r.why
   AND v.lang = 'es'

-- name: referral_chain :many
-- Every leg of a ticket, the first first.
-- scope: agent ticket t
-- param: ticket uuid
-- with: referral_seen
-- col: id uuid, ticket uuid, number int, subject text, leg int, cycle int, state text, from_team text, from_name text, to_team text, to_name text, owner uuid, owner_name text, reason text, reason_name text, ask text, why text, why_name text, answer text, sent_by uuid, sent_by_name text, sent_at at, accepted_at at, ended_at at, returns int, warned bool, slack_ms int, ping_pong bool, priority int, customer_name text, ticket_state text, rank int, version int
SELECT {referral_seen}
 WHERE t.id = $1 AND {scope}
 ORDER BY r.leg;

-- name: referral_rows :many
-- What a list shows; `ids` is a JSON list of legs.
-- scope: agent ticket t
-- param: ids json
-- with: referral_seen
-- col: id uuid, ticket uuid, number int, subject text, leg int, cycle int, state text, from_team text, from_name text, to_team text, to_name text, owner uuid, owner_name text, reason text, reason_name text, ask text, why text, why_name text, answer text, sent_by uuid, sent_by_name text, sent_at at, accepted_at at, ended_at at, returns int, warned bool, slack_ms int, ping_pong bool, priority int, customer_name text, ticket_state text, rank int, version int
SELECT {referral_seen}
 WHERE r.id IN (SELECT value FROM json_each($1)) AND {scope};

-- One query for each index that can lead.

-- name: referral_pick_to :many
-- Open legs of a receiving team, by urgency.
-- scope: agent ticket t
-- param: team text, after_rank int, after uuid, limit int
-- col: id uuid, rank int
SELECT r.id, r.rank
  FROM referral r
  JOIN ticket t ON t.id = r.ticket
 WHERE r.to_team = $1 AND r.ended_at IS NULL
   AND r.rank >= $2 AND (r.rank > $2 OR r.id > $3)
   AND {scope}
 ORDER BY r.rank, r.id
 LIMIT $4;

-- name: referral_pick_from :many
-- Open legs that a team sent.
-- scope: agent ticket t
-- param: team text, after_rank int, after uuid, limit int
-- col: id uuid, rank int
SELECT r.id, r.rank
  FROM referral r
  JOIN ticket t ON t.id = r.ticket
 WHERE r.from_team = $1 AND r.ended_at IS NULL
   AND r.rank >= $2 AND (r.rank > $2 OR r.id > $3)
   AND {scope}
 ORDER BY r.rank, r.id
 LIMIT $4;

-- name: referral_pick_open :many
-- scope: agent ticket t
-- param: after_rank int, after uuid, limit int
-- col: id uuid, rank int
SELECT r.id, r.rank
  FROM referral r
  JOIN ticket t ON t.id = r.ticket
 WHERE r.ended_at IS NULL
   AND r.rank >= $1 AND (r.rank > $1 OR r.id > $2)
   AND {scope}
 ORDER BY r.rank, r.id
 LIMIT $3;

-- name: referral_pick_kind :many
-- Open legs of one kind, as the board counts them.
-- scope: agent ticket t
-- param: team text?, kind text, now at, after_rank int, after uuid, limit int
-- col: id uuid, rank int
SELECT r.id, r.rank
  FROM referral r
  JOIN ticket t ON t.id = r.ticket
 WHERE r.ended_at IS NULL AND ($1 IS NULL OR r.to_team = $1)
   AND CASE $2 WHEN 'waits' THEN r.state IN ('sent', 'resent')
               WHEN 'works' THEN r.state = 'accepted'
               WHEN 'back' THEN r.state = 'returned'
               WHEN 'late' THEN r.rank < $3
               WHEN 'to-and-fro' THEN r.ping_pong = 1
               ELSE r.id = r.id END
   AND r.rank >= $4 AND (r.rank > $4 OR r.id > $5)
   AND {scope}
 ORDER BY r.rank, r.id
 LIMIT $6;

-- name: board_referral :many
-- Open legs by the team that was asked; a rank is when its clock is due.
-- scope: agent ticket t
-- param: now at
-- col: team text, name text, waits int, works int, back int, late int, to_and_fro int, sum int, oldest_at at
SELECT r.to_team AS team, m.name,
       count(CASE WHEN r.state IN ('sent', 'resent') THEN 1 END) AS waits,
       count(CASE WHEN r.state = 'accepted' THEN 1 END) AS works,
       count(CASE WHEN r.state = 'returned' THEN 1 END) AS back,
       count(CASE WHEN r.rank < $1 THEN 1 END) AS late,
       count(CASE WHEN r.ping_pong = 1 THEN 1 END) AS to_and_fro,
       count(*) AS sum, min(r.sent_at) AS oldest_at
  FROM referral r
  JOIN ticket t ON t.id = r.ticket
  JOIN team m ON m.code = r.to_team
 WHERE r.ended_at IS NULL AND {scope}
 GROUP BY r.to_team, m.name
 ORDER BY late DESC, sum DESC, r.to_team;

-- name: referral_pick_all :many
-- Newest first, the ended ones too; `ping_pong` those that came back alone.
-- scope: agent ticket t
-- param: ping_pong bool, team text?, before_at at, before uuid, limit int
-- col: id uuid, rank int
SELECT r.id, r.sent_at AS rank
  FROM referral r
  JOIN ticket t ON t.id = r.ticket
 WHERE ($1 = 0 OR r.ping_pong = 1)
   AND ($2 IS NULL OR r.to_team = $2 OR r.from_team = $2)
   AND r.sent_at <= $3 AND (r.sent_at < $3 OR r.id < $4)
   AND {scope}
 ORDER BY r.sent_at DESC, r.id DESC
 LIMIT $5;

-- name: referral_reasons :many
-- param: verb text, lang text
-- col: verb text, code text, name text, position int
SELECT x.verb, x.code, COALESCE(l.text, e.text, x.code) AS name, x.position
  FROM referral_reason x
  LEFT JOIN label l ON l.kind = 'referral' AND l.code = x.code AND l.lang = $2
  LEFT JOIN label e ON e.kind = 'referral' AND e.code = x.code
   AND e.lang = 'es'
 WHERE x.verb = $1 AND x.retired_at IS NULL
 ORDER BY x.position;

-- name: referral_side :one
-- Is a person of this team, and does he or she lead it?
-- param: agent uuid, team text?
-- col: n int, leads int
SELECT count(*) AS n, CAST(COALESCE(sum(leads), 0) AS BIGINT) AS leads
  FROM team_member
 WHERE agent = $1 AND team = $2;

-- name: referral_turns :many
-- Of these tickets, the open legs, and whether the person answers for who was
-- asked and for who sent it: it is theirs, a team's of theirs, with `branch` a
-- team's of that branch, or with `whole` anybody's.
-- scope: none (the tickets were read through it)
-- param: ids json, agent uuid, branch text, whole bool
-- col: ticket uuid, state text, owner uuid, asked bool, sent bool
WITH mine (code) AS (
  SELECT m.team FROM team_member m WHERE m.agent = $2
   UNION
  SELECT t.code FROM team t WHERE t.branch = $3 AND $3 <> '')
SELECT r.ticket, r.state, r.owner,
       CASE WHEN $4 = 1 OR r.owner = $2
              OR r.to_team IN (SELECT code FROM mine)
            THEN 1 ELSE 0 END AS asked,
       CASE WHEN $4 = 1 OR r.sent_by = $2 OR k.owner = $2
              OR k.team IN (SELECT code FROM mine)
            THEN 1 ELSE 0 END AS sent
  FROM referral r
  JOIN ticket k ON k.id = r.ticket
 WHERE r.ticket IN (SELECT value FROM json_each($1)) AND r.ended_at IS NULL;

-- name: ticket_lend :exec
-- scope: none (the ticket was taken through its scope)
-- param: id uuid, lent_to text?, lent_owner uuid?
UPDATE ticket
   SET lent_to = $2, lent_owner = $3
 WHERE id = $1;

-- name: promise_legs :many
-- The life of a ticket's legs, for a past that came without events.
-- scope: none (the ticket was taken through its scope)
-- param: ticket uuid
-- col: leg uuid, state text, at at, policy text, to_team text, holder text
SELECT r.id AS leg, s.state, s.from_at AS at, r.policy, r.to_team, s.holder
  FROM referral r
  JOIN stay s ON s.kind = 'referral' AND s.entity = r.id
 WHERE r.ticket = $1
 ORDER BY s.from_at, r.leg, s.id;

-- name: notice_unseen_again :exec
-- Nobody has seen what the program said: it goes.
-- param: id text
DELETE FROM notice_seen
 WHERE notice = $1;

-- name: ping_pong_told :one
-- How many people heard already that a ticket goes to and fro.
-- param: ticket uuid
-- col: n int
SELECT count(*) AS n
  FROM delivery d
  JOIN escalation e ON e.id = d.escalation
 WHERE e.ticket = $1 AND e.kind = 'ping_pong' AND d.done_at IS NOT NULL;
