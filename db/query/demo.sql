-- demo.sql - whole rows for the demo centre, many at a time.
--
-- The demo makes a past, so it writes columns that no command may set: when
-- things ended, what they came to. It runs on an empty database only. Stays it
-- writes as a load does (load_stay_add).

-- name: demo_empty :one
-- scope: none (whether there is anything, not what)
-- param: one int
-- col: customers int, branches int
SELECT (SELECT count(*) FROM (SELECT 1 FROM customer LIMIT $1) AS c)
           AS customers,
       (SELECT count(*) FROM branch) AS branches;

-- While much is written: room for the pages in use, and no flush for each
-- transaction of a load that is made anew when it breaks.
-- name: demo_hurry :exec
/*sl PRAGMA cache_size = -65536 *//*pg SET synchronous_commit TO off */;

-- name: demo_calm :exec
/*sl PRAGMA cache_size = -256 *//*pg SET synchronous_commit TO DEFAULT */;

-- name: demo_branch_add :batch
-- param: code text, name text, city text, zone text, lang text
INSERT INTO branch (code, name, city, zone, lang, retired_at, version)
VALUES ($1, $2, $3, $4, $5, NULL, 1);

-- name: demo_team_add :batch
-- param: code text, name text, branch text?
INSERT INTO team (code, name, branch, retired_at, version)
VALUES ($1, $2, $3, NULL, 1);

-- name: demo_skill_add :batch
-- param: code text, name text
INSERT INTO skill (code, name)
VALUES ($1, $2);

-- name: demo_type_add :batch
-- param: code text, parent text?, kind text, leaf bool, required json, priority int, team text, mnemonic text?, valid_from at, position int, closing json
INSERT INTO typification (code, parent, kind, leaf, required, priority, team,
       mnemonic, valid_from, retired_at, position, version, closing)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, $10, 1, $11);

-- name: demo_label_add :batch
-- param: kind text, code text, lang text, text text, fold text
INSERT INTO label (kind, code, lang, text, fold)
VALUES ($1, $2, $3, $4, $5);

-- name: demo_field_add :batch
-- param: id text, class int
INSERT INTO field_def (id, entity, type, class, choices, retired_at)
VALUES ($1, 'ticket', 'text', $2, '', NULL);

-- ---- people -------------------------------------------------------------------

-- name: demo_agent_id :one
-- param: login text
-- col: id uuid
SELECT id
  FROM agent
 WHERE login = $1;

-- name: demo_agent_add :batch
-- param: id uuid, login text, name text, name_fold text, name_sort text, role text, branch text?, lang text, zone text, active bool, at at
INSERT INTO agent (id, login, name, name_fold, name_sort, role, branch, lang,
       zone, active, created_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1);

-- name: demo_member_add :batch
-- param: team text, agent uuid, leads bool
INSERT INTO team_member (team, agent, leads)
VALUES ($1, $2, $3);

-- name: demo_able_add :batch
-- param: agent uuid, skill text, level int
INSERT INTO agent_skill (agent, skill, level)
VALUES ($1, $2, $3);

-- name: demo_state_add :batch
-- param: agent uuid, state text, reason text, since_at at
INSERT INTO agent_state (agent, state, reason, since_at, version)
VALUES ($1, $2, $3, $4, 1);

-- ---- customers ------------------------------------------------------------------

-- name: demo_customer_add :batch
-- scope: none (new customers)
-- param: id uuid, kind text, name text, name_fold text, name_sort text, national_id text, born text?, segment text, branch text, at at
INSERT INTO customer (id, kind, name, name_fold, name_sort, national_id, born,
       lang, segment, branch, created_at, updated_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'es', $8, $9, $10, $10, 1);

-- name: demo_reach_add :batch
-- param: id uuid, customer uuid, kind text, value text, norm text, label text, position int, preferred bool, hours text, verified_at at?, at at
INSERT INTO contact_point (id, customer, kind, value, norm, label, position,
       preferred, hours, verified_at, created_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1);

-- name: demo_asset_add :batch
-- param: id uuid, customer uuid, kind text, brand text, model text, year int, plate text?, serial text?, bought_at at?, warranty_at at?, service text, at at
INSERT INTO asset (id, customer, kind, brand, model, year, plate, serial,
       bought_at, warranty_at, service, created_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1);

-- name: demo_purchase_add :batch
-- param: id uuid, customer uuid, asset uuid?, branch text, at at, what text, amount int, line text, channel text
INSERT INTO purchase (id, customer, asset, branch, at, what, amount, currency,
       line, channel)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'CLP', $8, $9);

-- ---- contacts and tickets ---------------------------------------------------------

-- name: demo_contact_add :batch
-- scope: none (a past that never had an owner)
-- param: id uuid, number int, customer uuid?, caller text, channel text, direction text, queue text, subject text, state text, outcome text, team text, branch text?, owner uuid?, started_at at, answered_at at?, ended_at at?, closed_at at?, wait_ms span, talk_ms span, hold_ms span, wrap_ms span, version int
INSERT INTO interaction (id, number, customer, caller, channel, direction,
       queue, subject, state, outcome, team, branch, owner, created_by,
       started_at, answered_at, ended_at, closed_at, wait_ms, talk_ms,
       hold_ms, wrap_ms, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15,
       $16, $17, $18, $19, $20, $21, $22);

-- name: demo_ticket_add :batch
-- scope: none (a past that never had an owner)
-- param: id uuid, number int, customer uuid, interaction uuid, typification text, subject text, state text, priority int, cycle int, team text, branch text, owner uuid?, created_by uuid?, parent uuid?, created_at at, updated_at at, resolved_at at?, closed_at at?, version int, asset uuid?
INSERT INTO ticket (id, number, customer, interaction, typification, subject,
       state, priority, cycle, team, branch, owner, created_by, parent,
       created_at, updated_at, resolved_at, closed_at, version, asset, rank)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
       $17, $18, $19, $20,
       CASE WHEN $7 IN ('resolved', 'closed', 'merged', 'cancelled') THEN NULL
       ELSE 8000000000000000 + $15 END);

-- name: demo_matter_add :batch
-- param: id uuid, interaction uuid, typification text, ticket uuid?, position int
INSERT INTO matter (id, interaction, typification, ticket, position)
VALUES ($1, $2, $3, $4, $5);

-- name: demo_message_add :batch
-- param: id uuid, interaction uuid?, ticket uuid?, direction text, public bool, channel text, author uuid?, body text, at at
INSERT INTO message (id, interaction, ticket, direction, public, channel,
       author, body, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: demo_value_add :batch
-- param: id uuid, field text, text text
INSERT INTO field_value (entity, id, field, text, num)
VALUES ('ticket', $1, $2, $3, NULL);

-- name: demo_complaint_rest :exec
-- The others have their folios after those; what has ended says how and why.
-- scope: none (the demo centre)
-- param: first int
INSERT INTO complaint (ticket, folio, outcome, cause, redress, redress_state)
SELECT t.id, $1 - 1 + row_number() OVER (ORDER BY t.number),
       CASE WHEN t.state NOT IN ('resolved', 'closed') THEN ''
            WHEN t.number % 5 < 2 THEN 'upheld'
            WHEN t.number % 5 < 4 THEN 'partly' ELSE 'rejected' END,
       CASE WHEN t.state NOT IN ('resolved', 'closed') THEN NULL
            WHEN t.number % 5 = 4 THEN 'customer-no-cause'
            WHEN t.number % 3 = 0 THEN 'people-care'
            ELSE 'process-delay' END,
       0, ''
  FROM ticket t
  JOIN typification y ON y.code = t.typification AND y.kind = 'complaint'
 WHERE NOT EXISTS (SELECT 1 FROM complaint k WHERE k.ticket = t.id);

-- name: demo_complaint_next :one
-- scope: none (the demo centre)
-- col: folio int
SELECT COALESCE(max(k.folio), 0) + 1 AS folio
  FROM complaint k;

-- name: demo_counter_set :exec
-- Past the numbers used, never back.
-- param: name text, next int
UPDATE counter
   SET next = $2
 WHERE name = $1 AND next < $2;

-- name: demo_open_list :many
-- Who is in a contact right now.
-- scope: none (each agent's own state follows from it)
-- param: since at
-- col: owner uuid, wraps int, since at
SELECT i.owner, min(CASE WHEN i.state = 'wrap-up' THEN 1 ELSE 0 END) AS wraps,
       min(COALESCE(i.ended_at, i.answered_at)) AS since
  FROM interaction i
 WHERE i.started_at > $1 AND i.owner IS NOT NULL
   AND i.state IN ('talking', 'held', 'wrap-up')
 GROUP BY i.owner;

-- name: demo_owed_page :many
-- Tickets in which something is owed, or was until a while ago.
-- scope: none (each gets its clocks)
-- param: done_since at, after uuid, limit int
-- col: id uuid
SELECT t.id
  FROM ticket t
 WHERE (t.rank IS NOT NULL OR t.resolved_at >= $1) AND t.id > $2
 ORDER BY t.id
 LIMIT $3;

-- name: demo_owing :many
-- Tickets in which something is owed, newest first, and since when each is in
-- its state.
-- scope: none (some are lent, linked, or wait for a word)
-- param: limit int
-- col: id uuid, number int, state text, team text, cycle int, owner uuid, kind text, holder text, from_at at
SELECT t.id, t.number, t.state, t.team, t.cycle, t.owner, y.kind, s.holder,
       s.from_at
  FROM ticket t
  JOIN typification y ON y.code = t.typification
  JOIN stay s ON s.kind = 'ticket' AND s.entity = t.id AND s.to_at IS NULL
 WHERE t.rank IS NOT NULL
 ORDER BY t.number DESC
 LIMIT $1;

-- name: demo_lent_by :exec
-- Who passed a ticket on is who has it, not who makes the demo.
-- scope: none (the demo's own)
/*pg UPDATE ticket SET passed_by = owner WHERE lent_to IS NOT NULL */ /*sl SELECT 1 */;

-- ---- guides that were gone through -----------------------------------------------

-- name: demo_guided :many
-- One of so many contacts that somebody of ours had, and what it was about: the
-- newest first, from the beginning of the talk to the end of it.
-- scope: none (the demo's own)
-- param: since at, every int
-- col: id uuid, direction text, channel text, queue text, outcome text, owner uuid, from_at at, to_at at, typification text, script text, segment text, lang text, plate text, rut text personal
SELECT i.id, i.direction, i.channel, i.queue, i.outcome, i.owner,
       COALESCE(i.answered_at, i.started_at) AS from_at,
       COALESCE(i.ended_at, i.closed_at) AS to_at,
       COALESCE(m.typification, '') AS typification,
       COALESCE(y.script, '') AS script, COALESCE(c.segment, '') AS segment,
       COALESCE(c.lang, 'es') AS lang,
       (SELECT max(a.plate) FROM asset a WHERE a.customer = c.id) AS plate,
       c.national_id AS rut
  FROM interaction i
  LEFT JOIN customer c ON c.id = i.customer
  LEFT JOIN matter m ON m.interaction = i.id AND m.position = 0
  LEFT JOIN typification y ON y.code = m.typification
 WHERE i.state = 'closed' AND i.owner IS NOT NULL AND i.started_at >= $1
   AND i.number % $2 = 0 AND i.outcome <> 'abandoned'
   AND i.outcome <> 'no-answer'
 ORDER BY i.started_at DESC, i.id;

-- name: demo_run_add :batch
-- scope: none (a past that never had an owner)
-- param: id uuid, interaction uuid, script uuid, agent uuid, lang text, state text, seq int, step text, outcome text, started_at at, ended_at at
INSERT INTO script_run (id, interaction, script, agent, lang, state, seq, step,
       ticket, outcome, started_at, ended_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, $9, $10, $11);

-- name: demo_visit_add :batch
-- param: run uuid, seq int, prior int, step text, entered_at at, left_at at, move text, key text, body text
INSERT INTO script_visit (run, seq, prior, step, entered_at, left_at, move,
       key, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: demo_answer_add :batch
-- param: run uuid, field text, value text, at at
INSERT INTO script_answer (run, field, value, at) VALUES ($1, $2, $3, $4);

-- name: demo_campaign_set :batch
-- scope: none (a past that never had an owner)
-- param: id uuid, campaign text
UPDATE interaction SET campaign = $2 WHERE id = $1;

-- name: demo_survey_add :batch
-- param: id uuid, survey text, question text, kind text, value text, num int?, interaction uuid, run uuid, agent uuid, at at
INSERT INTO survey_answer (id, survey, question, kind, value, num, interaction,
       run, agent, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: demo_analyze :exec
-- PostgreSQL plans badly on tables it has not counted yet.
/*pg ANALYZE */ /*sl SELECT 1 */;
