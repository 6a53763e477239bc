-- script.sql - service scripts: what their codes mean, versions, runs.

-- name: script_codes :many
-- Codes in use of one kind; none for a kind that has no codes.
-- param: kind text
-- col: code text
SELECT code FROM team WHERE ($1 = 'team' OR $1 = 'queue') AND retired_at IS NULL
 UNION ALL
SELECT code FROM branch WHERE $1 = 'branch' AND retired_at IS NULL
 UNION ALL
SELECT code FROM outcome WHERE $1 = 'outcome' AND retired_at IS NULL
 UNION ALL
SELECT code FROM typification
 WHERE ($1 = 'typification' OR ($1 = 'leaf' AND leaf = 1))
   AND retired_at IS NULL;

-- ---- versions ---------------------------------------------------------------

-- name: script_last :one
-- param: name text
-- col: n int
SELECT COALESCE(max(n), 0) AS n FROM script_version WHERE name = $1;

-- name: script_add :exec
-- param: id uuid, name text, n int, title text, langs text, chosen text, hash text, bundle text, share int, at at, who uuid?
INSERT INTO script_version (id, name, n, title, langs, chosen, hash, bundle,
    share, at, who, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1);

-- name: script_list :many
-- The newest of each name first, called as they are in that language. runs: how
-- many contacts that one sees went through it.
-- scope: agent interaction i
-- param: name text, live bool, lang text
-- col: id uuid, name text, n int, title text, langs text, chosen text, hash text, share int, at at, who text, version int, runs int
SELECT v.id, v.name, v.n, COALESCE(t.title, v.title) AS title, v.langs, v.chosen, v.hash, v.share, v.at,
       COALESCE(a.name, '') AS who, v.version,
       (SELECT count(*) FROM script_run r
          JOIN interaction i ON i.id = r.interaction
         WHERE r.script = v.id AND {scope}) AS runs
  FROM script_version v
  LEFT JOIN agent a ON a.id = v.who
  LEFT JOIN script_title t ON t.script = v.id AND t.lang = $3
 WHERE ($1 = '' OR v.name = $1) AND ($2 = 0 OR v.share > 0)
 ORDER BY v.name, v.n DESC;

-- name: script_title_add :exec
-- param: script uuid, lang text, title text
INSERT INTO script_title (script, lang, title) VALUES ($1, $2, $3);

-- name: script_text :one
-- param: id uuid
-- col: id uuid, name text, n int, bundle text
SELECT id, name, n, bundle FROM script_version WHERE id = $1;

-- name: script_find :one
-- One version of a name; n = 0: the newest.
-- param: name text, n int
-- col: id uuid, name text, n int, share int, bundle text, version int
SELECT id, name, n, share, bundle, version
  FROM script_version
 WHERE name = $1 AND ($2 = 0 OR n = $2)
 ORDER BY n DESC
 LIMIT 1;

-- name: script_share :exec
-- param: id uuid, version int, share int
UPDATE script_version SET share = $3, version = version + 1
 WHERE id = $1 AND version = $2;

-- ---- runs -------------------------------------------------------------------

-- name: script_run_add :exec
-- param: id uuid, interaction uuid, script uuid, agent uuid?, lang text, step text, at at
INSERT INTO script_run (id, interaction, script, agent, lang, state, seq, step,
    ticket, outcome, started_at, ended_at)
VALUES ($1, $2, $3, $4, $5, 'running', 1, $6, NULL, '', $7, NULL);

-- name: script_run_of :one ahead general
-- The newest run of a contact: the open one, if there is one. Its script is
-- called as in that language.
-- scope: none (the contact itself was read through its scope)
-- param: interaction uuid, lang text
-- col: id uuid, interaction uuid, script uuid, name text, n int, title text, langs text, lang text, state text, seq int, step text, ticket uuid, ticket_number int, outcome text, started_at at, ended_at at, entered_at at, body text
SELECT r.id, r.interaction, r.script, v.name, v.n,
       COALESCE(l.title, v.title) AS title, v.langs, r.lang, r.state, r.seq,
       r.step, r.ticket, t.number AS ticket_number, r.outcome, r.started_at,
       r.ended_at, s.entered_at, s.body
  FROM script_run r
  JOIN script_version v ON v.id = r.script
  LEFT JOIN script_title l ON l.script = v.id AND l.lang = $2
  JOIN script_visit s ON s.run = r.id AND s.seq = r.seq
  LEFT JOIN ticket t ON t.id = r.ticket
 WHERE r.interaction = $1
 ORDER BY CASE r.state WHEN 'running' THEN 0 ELSE 1 END, r.started_at DESC
 LIMIT 1;

-- name: script_run_set :exec
-- Changes no row when somebody went on first.
-- param: id uuid, seq int, next int, step text, state text, ended_at at?, outcome text, ticket uuid?, lang text
UPDATE script_run
   SET seq = $3, step = $4, state = $5, ended_at = $6, outcome = $7,
       ticket = COALESCE(ticket, $8), lang = $9
 WHERE id = $1 AND seq = $2 AND state = 'running';

-- name: script_visit_add :exec later
-- param: run uuid, seq int, prior int, step text, at at, body text
INSERT INTO script_visit (run, seq, prior, step, entered_at, left_at, move,
    key, body)
VALUES ($1, $2, $3, $4, $5, NULL, '', '', $6);

-- name: script_visit_leave :exec later
-- param: run uuid, seq int, at at, move text, key text
UPDATE script_visit SET left_at = $3, move = $4, key = $5
 WHERE run = $1 AND seq = $2;

-- name: script_visit_get :one
-- param: run uuid, seq int
-- col: seq int, prior int, step text, entered_at at, left_at at, move text, key text, body text
SELECT seq, prior, step, entered_at, left_at, move, key, body
  FROM script_visit
 WHERE run = $1 AND seq = $2;

-- name: script_answer_set :exec
-- param: run uuid, field text, value text, at at
INSERT INTO script_answer (run, field, value, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (run, field) DO UPDATE SET value = excluded.value, at = excluded.at;

-- name: script_answer_drop :exec
-- param: run uuid, field text
DELETE FROM script_answer WHERE run = $1 AND field = $2;

-- name: script_wish_set :exec
-- param: run uuid, place text, line text, state text, why text, at at
INSERT INTO script_wish (run, place, line, state, why, at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (run, place) DO UPDATE
   SET line = excluded.line, state = excluded.state, why = excluded.why,
       at = excluded.at;

-- name: script_wish_list :many ahead general
-- param: run uuid
-- col: place text, line text, state text, why text, at at
SELECT place, line, state, why, at FROM script_wish WHERE run = $1 ORDER BY at, place;

-- ---- reports ----------------------------------------------------------------

-- name: script_report_visits :many
-- Each visit of a version's runs, for medians; the newest 200,000.
-- scope: agent interaction i
-- param: script uuid, from at, to at
-- col: step text, ms span, move text, key text, open bool, outcome text, state text
SELECT s.step, COALESCE(s.left_at, r.ended_at, s.entered_at) - s.entered_at AS ms,
       s.move, s.key, CASE WHEN s.seq = r.seq THEN 1 ELSE 0 END AS open,
       r.outcome, r.state
  FROM script_run r
  JOIN script_visit s ON s.run = r.id
  JOIN interaction i ON i.id = r.interaction
 WHERE r.script = $1 AND r.started_at >= $2 AND r.started_at < $3 AND {scope}
 ORDER BY s.step, r.started_at DESC
 LIMIT 200000;

-- name: script_report_runs :many
-- scope: agent interaction i
-- param: script uuid, from at, to at
-- col: state text, outcome text, ms span
SELECT r.state, r.outcome, COALESCE(r.ended_at, r.started_at) - r.started_at AS ms
  FROM script_run r
  JOIN interaction i ON i.id = r.interaction
 WHERE r.script = $1 AND r.started_at >= $2 AND r.started_at < $3 AND {scope}
 ORDER BY r.started_at DESC
 LIMIT 200000;

-- name: script_facts :one ahead general
-- What a script may know of the customer and the contact beside their rows: of
-- a customer out of sight no more than what their name tells with it.
-- scope: agent customer c
-- param: interaction uuid, branch text, from at
-- col: segment text, lang text, national_id text personal, since_at at, open int, phone text personal, email text personal, product text, plate text, vin text, alert text, centre text, branch text, worth int, ticket_subject text, ticket_state text, ticket_due at, ticket_legal at, campaign text
WITH seen AS (
    SELECT c.id, c.national_id, c.created_at
      FROM interaction w JOIN customer c ON c.id = w.customer
     WHERE w.id = $1 AND {scope})
SELECT COALESCE((SELECT n.segment FROM customer_named n
         WHERE n.id = i.customer), '') AS segment,
       COALESCE((SELECT n.lang FROM customer_named n
         WHERE n.id = i.customer), '') AS lang,
       c.national_id, c.created_at AS since_at,
       (SELECT count(*) FROM ticket t WHERE t.customer = c.id
         AND t.resolved_at IS NULL AND t.closed_at IS NULL) AS open,
       (SELECT p.norm FROM contact_point p WHERE p.customer = c.id
         AND p.kind = 'phone' ORDER BY p.position LIMIT 1) AS phone,
       (SELECT p.value FROM contact_point p WHERE p.customer = c.id
         AND p.kind = 'email' ORDER BY p.position LIMIT 1) AS email,
       (SELECT a.brand || ' ' || a.model FROM asset a WHERE a.customer = c.id
         ORDER BY a.year DESC, a.id LIMIT 1) AS product,
       (SELECT a.plate FROM asset a WHERE a.customer = c.id
         ORDER BY a.year DESC, a.id LIMIT 1) AS plate,
       (SELECT a.serial FROM asset a WHERE a.customer = c.id
         ORDER BY a.year DESC, a.id LIMIT 1) AS vin,
       (SELECT x.text FROM alert x WHERE x.customer = c.id
         AND x.ended_at IS NULL AND x.class = 0 ORDER BY x.severity DESC, x.id LIMIT 1) AS alert,
       (SELECT k.v FROM cabina k WHERE k.k = 'centre') AS centre,
       (SELECT b.name FROM branch b WHERE b.code = $2) AS branch,
       (SELECT CAST(COALESCE(sum(u.amount), 0) AS bigint) FROM purchase u
         WHERE u.customer = c.id AND u.at >= $3) AS worth,
       (SELECT t.subject FROM script_run r JOIN ticket t ON t.id = r.ticket
         WHERE r.interaction = i.id ORDER BY r.started_at DESC
         LIMIT 1) AS ticket_subject,
       (SELECT t.state FROM script_run r JOIN ticket t ON t.id = r.ticket
         WHERE r.interaction = i.id ORDER BY r.started_at DESC
         LIMIT 1) AS ticket_state,
       (SELECT min(k.due_at) FROM script_run r JOIN clock k ON k.ticket = r.ticket
         WHERE r.interaction = i.id AND k.kind = 'resolution'
           AND k.state = 'running') AS ticket_due,
       (SELECT min(k.due_at) FROM script_run r JOIN clock k ON k.ticket = r.ticket
         WHERE r.interaction = i.id AND k.kind = 'statutory'
           AND k.state = 'running') AS ticket_legal,
       COALESCE(i.campaign, '') AS campaign
  FROM interaction i
  LEFT JOIN seen c ON c.id = i.customer
 WHERE i.id = $1;

-- ---- a run that is left ------------------------------------------------------

-- name: script_visits :many ahead general
-- The way a run went, for people; the newest 200.
-- scope: none (the contact itself was read through its scope)
-- param: run uuid
-- col: seq int, prior int, step text, entered_at at, left_at at, move text, key text
SELECT seq, prior, step, entered_at, left_at, move, key
  FROM script_visit
 WHERE run = $1
 ORDER BY seq DESC
 LIMIT 200;

-- name: script_abandon_visit :exec
-- scope: none (the contact was taken through its scope)
-- param: interaction uuid, at at
UPDATE script_visit
   SET left_at = $2, move = 'left'
 WHERE left_at IS NULL
   AND run IN (SELECT r.id FROM script_run r
                WHERE r.interaction = $1 AND r.state = 'running');

-- name: script_abandon :exec
-- Changes no row when no script is open.
-- scope: none (the contact was taken through its scope)
-- param: interaction uuid, at at
UPDATE script_run
   SET state = 'left', ended_at = $2
 WHERE interaction = $1 AND state = 'running';
