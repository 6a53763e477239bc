-- interaction.sql - one conversation on any channel, and what it was about.

-- name: interaction_add :exec
-- scope: none (a new contact)
-- param: id uuid, number int, customer uuid?, caller text, channel text, direction text, queue text, subject text, state text, team text?, branch text?, owner uuid?, created_by uuid?, started_at at, answered_at at?
INSERT INTO interaction (id, number, customer, caller, channel, direction,
       queue, subject, state, outcome, team, branch, owner, created_by,
       started_at, answered_at, ended_at, closed_at, wait_ms, talk_ms,
       hold_ms, wrap_ms, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $11, $12, $13, $14, $15,
       NULL, NULL, 0, 0, 0, 0, 1);

-- name: interaction_team :one
-- The team an agent's contacts count for: their first.
-- param: agent uuid
-- col: team text
SELECT min(m.team) AS team
  FROM team_member m
 WHERE m.agent = $1;

-- name: interaction_get :one ahead general
-- scope: agent interaction i
-- param: id uuid
-- col: id uuid, number int, customer uuid, customer_name text, caller text personal, channel text, direction text, queue text, queue_name text, subject text, state text, outcome text, team text, branch text, owner uuid, owner_name text, started_at at, answered_at at, ended_at at, closed_at at, wait_ms span, talk_ms span, hold_ms span, wrap_ms span, version int, since_at at
SELECT i.id, i.number, i.customer,
       (SELECT c.name FROM customer_named c
         WHERE c.id = i.customer) AS customer_name,
       i.caller,
       i.channel, i.direction, i.queue, COALESCE(q.name, i.queue) AS queue_name,
       i.subject, i.state, i.outcome, i.team, i.branch, i.owner, o.name AS owner_name, i.started_at, i.answered_at,
       i.ended_at, i.closed_at, i.wait_ms, i.talk_ms, i.hold_ms, i.wrap_ms,
       i.version,
       (SELECT s.from_at FROM stay s
         WHERE s.kind = 'interaction' AND s.entity = i.id AND s.to_at IS NULL)
           AS since_at
  FROM interaction i
  LEFT JOIN agent o ON o.id = i.owner
  LEFT JOIN team q ON q.code = i.queue
 WHERE i.id = $1 AND {scope};

-- name: interaction_campaign :exec
-- scope: none (a contact that begins)
-- param: id uuid, campaign text?
UPDATE interaction SET campaign = $2 WHERE id = $1;

-- name: interaction_number :one
-- scope: agent interaction i
-- param: number int
-- col: id uuid
SELECT i.id
  FROM interaction i
 WHERE i.number = $1 AND {scope};

-- name: interaction_rows :many
-- What a list shows; `ids` is a JSON list.
-- scope: agent interaction i
-- param: ids json
-- col: id uuid, number int, customer uuid, customer_name text, caller text personal, channel text, direction text, queue text, subject text, state text, outcome text, owner uuid, owner_name text, started_at at, answered_at at, ended_at at, closed_at at, wait_ms span, talk_ms span, hold_ms span, wrap_ms span
SELECT i.id, i.number, i.customer,
       (SELECT c.name FROM customer_named c
         WHERE c.id = i.customer) AS customer_name,
       i.caller,
       i.channel, i.direction, i.queue, i.subject, i.state, i.outcome,
       i.owner, o.name AS owner_name, i.started_at, i.answered_at,
       i.ended_at, i.closed_at, i.wait_ms, i.talk_ms, i.hold_ms, i.wrap_ms
  FROM interaction i
  LEFT JOIN agent o ON o.id = i.owner
 WHERE i.id IN (SELECT value FROM json_each($1)) AND {scope}
 ORDER BY i.started_at DESC, i.id DESC;

-- name: interaction_pick :many
-- The newest before (before_at, before); `states` is a JSON list.
-- scope: agent interaction i
-- param: states json?, channel text?, queue text?, before_at at, before uuid, limit int
-- col: id uuid
SELECT i.id
  FROM interaction i
 WHERE i.started_at <= $4 AND (i.started_at < $4 OR i.id < $5)
   AND ($1 IS NULL OR i.state IN (SELECT value FROM json_each($1)))
   AND ($2 IS NULL OR i.channel = $2)
   AND ($3 IS NULL OR i.queue = $3)
   AND {scope}
 ORDER BY i.started_at DESC, i.id DESC
 LIMIT $6;

-- name: interaction_pick_waiting :many
-- Of those that nobody took yet, who waits at the other end first, then who
-- looks for an answer now and then, then letters; among them who waits longest.
-- scope: agent interaction i
-- param: channel text?, queue text?, customer uuid?, limit int
-- col: id uuid
SELECT i.id
  FROM interaction i
 WHERE i.state = 'waiting'
   AND ($1 IS NULL OR i.channel = $1)
   AND ($2 IS NULL OR i.queue = $2)
   AND ($3 IS NULL OR i.customer = $3)
   AND {scope}
 ORDER BY CASE i.channel WHEN 'phone' THEN 0 WHEN 'branch' THEN 0
               WHEN 'chat' THEN 1 WHEN 'whatsapp' THEN 1 ELSE 2 END,
          i.started_at, i.id
 LIMIT $4;

-- name: interaction_pick_customer :many
-- scope: agent interaction i
-- param: customer uuid, states json?, channel text?, queue text?, owner uuid?, before_at at, before uuid, limit int
-- col: id uuid
SELECT i.id
  FROM interaction i
 WHERE i.customer = $1
   AND i.started_at <= $6 AND (i.started_at < $6 OR i.id < $7)
   AND ($2 IS NULL OR i.state IN (SELECT value FROM json_each($2)))
   AND ($3 IS NULL OR i.channel = $3)
   AND ($4 IS NULL OR i.queue = $4)
   AND ($5 IS NULL OR i.owner = $5)
   AND {scope}
 ORDER BY i.started_at DESC, i.id DESC
 LIMIT $8;

-- name: interaction_pick_owner :many
-- scope: agent interaction i
-- param: owner uuid, states json?, channel text?, queue text?, before_at at, before uuid, limit int
-- col: id uuid
SELECT i.id
  FROM interaction i
 WHERE i.owner = $1
   AND i.started_at <= $5 AND (i.started_at < $5 OR i.id < $6)
   AND ($2 IS NULL OR i.state IN (SELECT value FROM json_each($2)))
   AND ($3 IS NULL OR i.channel = $3)
   AND ($4 IS NULL OR i.queue = $4)
   AND {scope}
 ORDER BY i.started_at DESC, i.id DESC
 LIMIT $7;

-- name: interaction_take :one ahead
-- The row to change, locked. The caller is open here for the log's sake.
-- scope: agent handled i
-- param: id uuid
-- col: id uuid, number int, customer uuid, caller text, channel text, queue text, state text, outcome text, team text, branch text, owner uuid, started_at at, answered_at at, ended_at at, closed_at at, wait_ms span, talk_ms span, hold_ms span, wrap_ms span, version int
SELECT i.id, i.number, i.customer, i.caller, i.channel, i.queue, i.state,
       i.outcome, i.team, i.branch, i.owner, i.started_at, i.answered_at,
       i.ended_at, i.closed_at, i.wait_ms, i.talk_ms, i.hold_ms, i.wrap_ms,
       i.version
  FROM interaction i
 WHERE i.id = $1 AND {scope} /*pg FOR UPDATE OF i */;

-- name: interaction_waits :one
-- Nobody has it yet, and it may be answered.
-- scope: agent interaction i
-- param: id uuid
-- col: id uuid
SELECT i.id
  FROM interaction i
 WHERE i.id = $1 AND i.state = 'waiting' AND i.owner IS NULL AND {scope};

-- name: interaction_handled :one
-- Is it one that one may go on with?
-- scope: agent handled i
-- param: id uuid
-- col: id uuid
SELECT i.id
  FROM interaction i
 WHERE i.id = $1 AND {scope};

-- name: interaction_since :one
-- When its present state began.
-- param: id uuid
-- col: from_at at
SELECT from_at
  FROM stay
 WHERE kind = 'interaction' AND entity = $1 AND to_at IS NULL;

-- name: interaction_save :exec
-- scope: none (the row was taken through its scope)
-- param: id uuid, version int, customer uuid?, state text, outcome text, owner uuid?, answered_at at?, ended_at at?, closed_at at?, wait_ms span, talk_ms span, hold_ms span, wrap_ms span
UPDATE interaction
   SET customer = $3, state = $4, outcome = $5, owner = $6, answered_at = $7,
       ended_at = $8, closed_at = $9, wait_ms = $10, talk_ms = $11,
       hold_ms = $12, wrap_ms = $13, version = version + 1
 WHERE id = $1 AND version = $2;

-- ---- what it was about ----------------------------------------------------------

-- name: matter_add :exec
-- param: id uuid, interaction uuid, typification text, ticket uuid?
INSERT INTO matter (id, interaction, typification, ticket, position)
SELECT $1, $2, $3, $4, COALESCE(max(m.position) + 1, 0)
  FROM matter m
 WHERE m.interaction = $2;

-- name: matter_same :one
-- param: interaction uuid, typification text, ticket uuid?
-- col: n int
SELECT count(*) AS n
  FROM matter
 WHERE interaction = $1 AND typification = $2
   AND COALESCE(ticket, '') = COALESCE($3, '');

-- name: matter_list :many
-- scope: agent interaction i
-- param: interaction uuid, lang text
-- col: id uuid, typification text, name text, ticket uuid, number int, position int
SELECT m.id, m.typification, COALESCE(l.text, e.text, m.typification) AS name,
       t.id AS ticket, t.number, m.position
  FROM matter m
  JOIN interaction i ON i.id = m.interaction
  LEFT JOIN ticket t ON t.id = m.ticket AND {ticket_scope}
  LEFT JOIN label l ON l.kind = 'typification' AND l.code = m.typification
   AND l.lang = $2
  LEFT JOIN label e ON e.kind = 'typification' AND e.code = m.typification
   AND e.lang = 'es'
 WHERE m.interaction = $1 AND {scope}
 ORDER BY m.position, m.id;

-- ---- the agent's hand -----------------------------------------------------------

-- name: interaction_open :many
-- Mine and not closed: the one talked to first.
-- scope: agent interaction i
-- param: agent uuid, limit int
-- col: id uuid, number int, customer uuid, customer_name text, caller text personal, channel text, direction text, queue text, subject text, state text, team text, started_at at, answered_at at, ended_at at, wait_ms span, talk_ms span, hold_ms span, wrap_ms span, version int, since_at at
SELECT i.id, i.number, i.customer,
       (SELECT c.name FROM customer_named c
         WHERE c.id = i.customer) AS customer_name,
       i.caller,
       i.channel, i.direction, i.queue, i.subject, i.state, i.team,
       i.started_at, i.answered_at, i.ended_at, i.wait_ms, i.talk_ms,
       i.hold_ms, i.wrap_ms, i.version, s.from_at AS since_at
  FROM interaction i
  LEFT JOIN stay s ON s.kind = 'interaction' AND s.entity = i.id
   AND s.to_at IS NULL
 WHERE i.owner = $1
   AND (i.state = 'talking' OR i.state = 'held' OR i.state = 'wrap-up')
   AND {scope}
 ORDER BY CASE i.state WHEN 'talking' THEN 0 WHEN 'held' THEN 1 ELSE 2 END,
       i.started_at DESC, i.id
 LIMIT $2;

-- name: interaction_busy :one
-- What else this person has in hand.
-- scope: none (the flow of work sets a state by it, and shows nothing)
-- param: agent uuid, but uuid
-- col: live int, wraps int
SELECT CAST(COALESCE(sum(CASE WHEN i.state = 'wrap-up' THEN 0 ELSE 1 END), 0)
           AS BIGINT) AS live,
       CAST(COALESCE(sum(CASE WHEN i.state = 'wrap-up' THEN 1 ELSE 0 END), 0)
           AS BIGINT) AS wraps
  FROM interaction i
 WHERE i.owner = $1 AND i.id <> $2
   AND (i.state = 'talking' OR i.state = 'held' OR i.state = 'wrap-up');

-- name: interaction_voices :many
-- Whom else this person speaks with, when `but` (or a new one by `channel`) is
-- spoken with, too.
-- scope: none (each is held through its scope)
-- param: agent uuid, but uuid?, channel text?
-- col: id uuid
SELECT i.id
  FROM interaction i
 WHERE i.owner = $1 AND i.state = 'talking'
   AND (i.channel = 'phone' OR i.channel = 'branch')
   AND ($2 IS NULL OR i.id <> $2)
   AND COALESCE($3, (SELECT n.channel FROM interaction n WHERE n.id = $2))
       IN ('phone', 'branch')
 ORDER BY i.id;

-- name: caller_not_drop :exec
-- It is that person after all.
-- param: number text, customer uuid
DELETE FROM caller_not
 WHERE number = $1 AND customer = $2;

-- name: interaction_has :one
-- What an outcome may demand and is there already.
-- scope: none (of a contact that was taken through its scope)
-- param: interaction uuid
-- col: matters int, tickets int, notes int, callbacks int
SELECT (SELECT count(*) FROM matter m
         WHERE m.interaction = $1) AS matters,
       (SELECT count(*) FROM matter m
         WHERE m.interaction = $1 AND m.ticket IS NOT NULL)
           + (SELECT count(*) FROM ticket t
               WHERE t.interaction = $1) AS tickets,
       (SELECT count(*) FROM message n
         WHERE n.interaction = $1 AND n.withdrawn_at IS NULL) AS notes,
       (SELECT count(*) FROM callback k
         WHERE k.interaction = $1) AS callbacks;
