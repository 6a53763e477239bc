-- approval.sql - what needs the word of others.

-- part: approval_there
-- Request `p` was made on ticket $1, or on one that was joined into it, however
-- many joins lie between.
p.ticket IN (
       WITH RECURSIVE there (id) AS (
       SELECT s.id FROM ticket s WHERE s.id = $1
        UNION
       SELECT l.from_ticket FROM there
         JOIN ticket_link l ON l.to_ticket = there.id AND l.kind = 'merged')
       SELECT id FROM there)

-- name: approval_add :exec
-- param: id uuid, number int, ticket uuid, rule text, reason text, amount int, currency text, need int, roles json, state text, asked_by uuid, asked_at at, expires_at at, decided_at at?, remind_at at?, calendar text?
INSERT INTO approval (id, number, ticket, rule, reason, amount, currency, need,
       roles, state, asked_by, asked_at, expires_at, decided_at, remind_at,
       calendar, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
       1);

-- name: approval_take :one
-- Locked, to be decided.
-- param: number int
-- col: id uuid, number int, ticket uuid, rule text, reason text, amount int, currency text, need int, roles json, state text, asked_by uuid, expires_at at, remind_at at, version int, given int
SELECT a.id, a.number, a.ticket, a.rule, a.reason, a.amount, a.currency,
       a.need, a.roles, a.state, a.asked_by, a.expires_at, a.remind_at,
       a.version,
       (SELECT count(*) FROM approval_vote v
         WHERE v.approval = a.id AND v.verdict = 'given') AS given
  FROM approval a
 WHERE a.number = $1 /*pg FOR UPDATE OF a */;

-- name: approval_save :exec
-- param: id uuid, version int, state text, decided_at at?
UPDATE approval
   SET state = $3, decided_at = $4, version = version + 1
 WHERE id = $1 AND version = $2;

-- name: approval_expire :exec
-- What nobody decided in time makes room for another request.
-- param: ticket uuid, rule text, now at
UPDATE approval
   SET state = 'expired', decided_at = expires_at, version = version + 1
 WHERE ticket = $1 AND rule = $2 AND state = 'open' AND expires_at <= $3;

-- name: approval_tick :many
-- What is over, and whose reminder is due.
-- param: now at, limit int
-- col: number int
SELECT x.number
  FROM (SELECT a.number, a.expires_at AS at
          FROM approval a
         WHERE a.state = 'open' AND a.expires_at <= $1
         UNION
        SELECT a.number, a.remind_at AS at
          FROM approval a
         WHERE a.state = 'open' AND a.remind_at IS NOT NULL
           AND a.remind_at <= $1 AND a.expires_at > $1) AS x
 ORDER BY x.at, x.number
 LIMIT $2;

-- name: approval_reminded :exec
-- Changes no row when somebody decided meanwhile.
-- param: id uuid, version int
UPDATE approval
   SET remind_at = NULL
 WHERE id = $1 AND version = $2 AND state = 'open';

-- name: approval_voted :many
-- Whose seats have spoken.
-- param: approval uuid
-- col: seat uuid
SELECT seat FROM approval_vote WHERE approval = $1;

-- name: approval_vote_add :exec
-- Changes no row when this person, or this seat, has decided already.
-- param: approval uuid, agent uuid, seat uuid, asked_by uuid, verdict text, reason text, at at
INSERT INTO approval_vote (approval, agent, seat, asked_by, verdict, reason, at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT DO NOTHING;

-- name: approval_votes :many
-- Of several requests at once; `approvals` is a JSON list.
-- param: approvals json
-- col: approval uuid, agent uuid, agent_name text, seat_name text, verdict text, reason text, at at
SELECT v.approval, v.agent, a.name AS agent_name, s.name AS seat_name,
       v.verdict, v.reason, v.at
  FROM approval_vote v
  JOIN agent a ON a.id = v.agent
  JOIN agent s ON s.id = v.seat
 WHERE v.approval IN (SELECT value FROM json_each($1))
 ORDER BY v.approval, v.at, v.agent;

-- name: approval_seats :many
-- For whom a person may decide: themselves first, then those who gave it on.
-- param: agent uuid, approval uuid, now at
-- col: seat uuid, own int
SELECT s.id AS seat, CASE WHEN s.id = $1 THEN 1 ELSE 0 END AS own
  FROM agent s
  JOIN approval p ON p.id = $2
 WHERE s.active = 1 AND s.id <> p.asked_by
   AND s.role IN (SELECT value FROM json_each(p.roles))
   AND (s.id = $1
        OR EXISTS (SELECT 1 FROM approval_delegate d
                    WHERE d.agent = s.id AND d.instead = $1
                      AND d.from_at <= $3 AND d.to_at > $3
                      AND COALESCE(d.most, p.amount) >= p.amount))
   AND NOT EXISTS (SELECT 1 FROM approval_vote v
                    WHERE v.approval = p.id AND v.seat = s.id)
 ORDER BY 2 DESC, 1;

-- name: approval_people :many
-- Who may decide, the asker apart; and who stands in for them. `seat` is whose
-- voice it is. Who may not see the ticket is not asked about it.
-- scope: none (the reach of each of them is asked, as scope.sql has it)
-- param: roles json, asker uuid, now at, amount int, ticket uuid
-- col: agent uuid, seat uuid
WITH sees (agent) AS (
    SELECT a.id
      FROM agent a
      JOIN role_grant g ON g.role = a.role AND g.verb = 'ticket.read'
      JOIN ticket t ON t.id = $5
     WHERE a.active = 1 AND a.id <> $2
       AND {ticket_reached})
SELECT s.id AS agent, s.id AS seat
  FROM agent s
 WHERE s.id IN (SELECT agent FROM sees)
   AND s.role IN (SELECT value FROM json_each($1))
 UNION
SELECT d.instead AS agent, d.agent AS seat
  FROM approval_delegate d
  JOIN agent s ON s.id = d.agent AND s.active = 1
 WHERE d.from_at <= $3 AND d.to_at > $3 AND d.agent <> $2
   AND d.instead IN (SELECT agent FROM sees)
   AND COALESCE(d.most, $4) >= $4
   AND s.role IN (SELECT value FROM json_each($1))
 ORDER BY 1, 2;

-- name: approval_list :many
-- What waits for a word, the soonest to expire first; with `all` the past too.
-- Of a ticket also what was asked on those that were joined into it.
-- scope: agent ticket t
-- param: ticket uuid?, all bool, now at, limit int
-- col: id uuid, number int, ticket uuid, ticket_number int, subject text, rule text, reason text, amount int, currency text, need int, given int, state text, asked_by uuid, asked_by_name text, asked_at at, expires_at at, decided_at at, remind_at at, calendar text
SELECT p.id, p.number, p.ticket, t.number AS ticket_number, t.subject, p.rule,
       p.reason, p.amount, p.currency, p.need,
       (SELECT count(*) FROM approval_vote v
         WHERE v.approval = p.id AND v.verdict = 'given') AS given,
       CASE WHEN p.state = 'open' AND p.expires_at <= $3 THEN 'expired'
            ELSE p.state END AS state,
       p.asked_by, a.name AS asked_by_name, p.asked_at, p.expires_at,
       p.decided_at, p.remind_at, p.calendar
  FROM approval p
  JOIN ticket t ON t.id = p.ticket
  JOIN agent a ON a.id = p.asked_by
 WHERE ($1 IS NULL OR {approval_there})
   AND ($2 = 1 OR (p.state = 'open' AND p.expires_at > $3))
   AND {scope}
 ORDER BY CASE WHEN p.state = 'open' THEN 0 ELSE 1 END, p.expires_at, p.number
 LIMIT $4;

-- name: approval_mine :many
-- What waits for a person's word: a seat of theirs is free, and they have not
-- spoken.
-- scope: agent ticket t
-- param: agent uuid, now at
-- col: id uuid
SELECT p.id
  FROM approval p
  JOIN ticket t ON t.id = p.ticket
 WHERE p.state = 'open' AND p.expires_at > $2 AND p.asked_by <> $1
   AND NOT EXISTS (SELECT 1 FROM approval_vote v
                    WHERE v.approval = p.id AND v.agent = $1)
   AND EXISTS (SELECT 1 FROM agent s
                WHERE s.active = 1 AND s.id <> p.asked_by
                  AND s.role IN (SELECT value FROM json_each(p.roles))
                  AND NOT EXISTS (SELECT 1 FROM approval_vote v
                                   WHERE v.approval = p.id AND v.seat = s.id)
                  AND (s.id = $1
                       OR EXISTS (SELECT 1 FROM approval_delegate d
                                   WHERE d.agent = s.id AND d.instead = $1
                                     AND d.from_at <= $2 AND d.to_at > $2
                                     AND COALESCE(d.most, p.amount)
                                         >= p.amount)))
   AND {scope}
 ORDER BY p.expires_at, p.id;

-- name: approval_given :many
-- What was given for the tickets of a JSON list by a rule, with how many words.
-- param: tickets json, rule text
-- col: ticket uuid, amount int, words int
SELECT a.ticket, a.amount,
       (SELECT count(*) FROM approval_vote v
         WHERE v.approval = a.id AND v.verdict = 'given') AS words
  FROM approval a
 WHERE a.ticket IN (SELECT value FROM json_each($1)) AND a.rule = $2
   AND a.state = 'given';

-- name: approval_waits :many
-- What waits for a word on a ticket, and on those that were joined into it.
-- scope: none (its number is told to whoever resolves)
-- param: ticket uuid, now at
-- col: number int, ticket_number int, amount int, currency text
SELECT p.number, t.number AS ticket_number, p.amount, p.currency
  FROM approval p
  JOIN ticket t ON t.id = p.ticket
 WHERE {approval_there} AND p.state = 'open' AND p.expires_at > $2
 ORDER BY p.number;

-- name: approval_delegate_set :exec
-- param: agent uuid, instead uuid, from_at at, to_at at, most int?
INSERT INTO approval_delegate (agent, instead, from_at, to_at, most)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (agent, instead, from_at) DO UPDATE
   SET to_at = excluded.to_at, most = excluded.most;

-- name: approval_delegate_end :exec
-- What a person gave on to another ends; what was to begin later never does.
-- param: agent uuid, instead uuid, now at
UPDATE approval_delegate
   SET to_at = CASE WHEN from_at < $3 THEN $3 ELSE from_at + 1 END
 WHERE agent = $1 AND instead = $2 AND to_at > $3 AND to_at > from_at + 1;

-- name: approval_delegate_of :many
-- Who decides for a person, and for whom that person does, now or later.
-- param: agent uuid, now at
-- col: agent uuid, agent_name text, instead uuid, instead_name text, from_at at, to_at at, most int
SELECT d.agent, a.name AS agent_name, d.instead, i.name AS instead_name,
       d.from_at, d.to_at, COALESCE(d.most, 0) AS most
  FROM approval_delegate d
  JOIN agent a ON a.id = d.agent
  JOIN agent i ON i.id = d.instead
 WHERE (d.agent = $1 OR d.instead = $1) AND d.to_at > $2
   AND d.to_at > d.from_at + 1
 ORDER BY d.from_at, i.name;
