-- whole.sql - what the whole view of a customer is made of, beside the lists
-- of the other nouns.

-- name: whole_tickets :many ahead general
-- Counts and the matrix are made of these; the newest 2000.
-- scope: agent ticket t
-- param: customer uuid
-- col: id uuid, state text, line text, channel text
SELECT t.id, t.state, s.kind AS line, i.channel
  FROM ticket t
  LEFT JOIN asset s ON s.id = t.asset
  LEFT JOIN interaction i ON i.id = t.interaction
 WHERE t.customer = $1 AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT 2000;

-- name: whole_contacts :many ahead general
-- The newest, with what each was about first; total counts no further than
-- 1000.
-- scope: agent interaction i
-- param: customer uuid, lang text, limit int
-- col: id uuid, number int, channel text, direction text, subject text, about text, ticket uuid, ticket_number int, state text, outcome text, outcome_name text, owner uuid, owner_name text, branch_name text, started_at at, talk_ms span, total int
WITH mine AS (
SELECT i.id, i.number, i.channel, i.direction, i.subject, i.state, i.outcome,
       i.owner, i.branch, i.started_at, i.talk_ms
  FROM interaction i
 WHERE i.customer = $1 AND {scope}
 ORDER BY i.started_at DESC, i.id DESC
 LIMIT 1000)
SELECT n.id, n.number, n.channel, n.direction, n.subject,
       COALESCE(l.text, e.text, m.typification) AS about, t.id AS ticket,
       t.number AS ticket_number, n.state, n.outcome,
       COALESCE(ol.text, oe.text, n.outcome) AS outcome_name, n.owner,
       a.name AS owner_name, b.name AS branch_name, n.started_at, n.talk_ms,
       (SELECT count(*) FROM mine) AS total
  FROM mine n
  LEFT JOIN agent a ON a.id = n.owner
  LEFT JOIN branch b ON b.code = n.branch
  LEFT JOIN matter m ON m.interaction = n.id AND m.position = 0
  LEFT JOIN ticket t ON t.id = m.ticket AND {ticket_scope}
  LEFT JOIN label l ON l.kind = 'typification' AND l.code = m.typification
   AND l.lang = $2
  LEFT JOIN label e ON e.kind = 'typification' AND e.code = m.typification
   AND e.lang = 'es'
  LEFT JOIN label ol ON ol.kind = 'outcome' AND ol.code = n.outcome
   AND ol.lang = $2
  LEFT JOIN label oe ON oe.kind = 'outcome' AND oe.code = n.outcome
   AND oe.lang = 'es'
 ORDER BY n.started_at DESC, n.id DESC
 LIMIT $3;

-- name: whole_purchases :many ahead general
-- scope: agent customer c
-- param: customer uuid
-- col: id uuid, at at, what text, amount int, currency text, branch text, branch_name text, asset uuid, line text, channel text
SELECT p.id, p.at, p.what, p.amount, p.currency, p.branch,
       b.name AS branch_name, p.asset, p.line, p.channel
  FROM purchase p
  JOIN customer c ON c.id = p.customer
  LEFT JOIN branch b ON b.code = p.branch
 WHERE p.customer = $1 AND {scope}
 ORDER BY p.at DESC, p.id
 LIMIT 1000;

-- ---- who looked -------------------------------------------------------------

-- name: look_add :exec
-- A look within `gap` of the last is the same look.
-- param: customer uuid, agent uuid, at at, gap span
INSERT INTO customer_look (customer, agent, first_at, last_at, times)
VALUES ($1, $2, $3, $3, 1)
ON CONFLICT (customer, agent) DO UPDATE
   SET last_at = $3, times = customer_look.times + 1
 WHERE customer_look.last_at <= $3 - $4;

-- name: look_forget :exec
-- param: customer uuid, before at
DELETE FROM customer_look
 WHERE customer = $1 AND last_at < $2;

-- name: look_mine :one
-- param: customer uuid, agent uuid
-- col: last_at at
SELECT COALESCE(max(last_at), 0) AS last_at
  FROM customer_look
 WHERE customer = $1 AND agent = $2;

-- name: look_list :many ahead general
-- scope: agent customer c
-- param: customer uuid, since at
-- col: agent uuid, name text, first_at at, last_at at, times int
SELECT k.agent, a.name, k.first_at, k.last_at, k.times
  FROM customer_look k
  JOIN customer c ON c.id = k.customer
  LEFT JOIN agent a ON a.id = k.agent
 WHERE k.customer = $1 AND k.last_at >= $2 AND {scope}
 ORDER BY k.last_at DESC, k.agent
 LIMIT 50;

-- ---- a veiled value, once -----------------------------------------------------
-- Columns are open, because core shows the one that was asked for and writes
-- down who asked.

-- name: veil_person :one
-- scope: agent customer c
-- param: customer uuid
-- col: national_id text, born text, version int
SELECT c.national_id, c.born, c.version
  FROM customer c
 WHERE c.id = $1 AND {scope};

-- name: veil_point :one
-- param: customer uuid, id uuid
-- col: value text
SELECT value
  FROM contact_point
 WHERE id = $2 AND customer = $1;
