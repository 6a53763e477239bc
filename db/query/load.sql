-- load.sql - rows of a file into the centre, many at a time.
--
-- A load makes a past, so it writes columns that no command may set. Every row
-- keeps its batch and its line. Keys are looked up over the whole centre, not
-- in the person's scope: a row that one may not see is there all the same.

-- ---- the batch ------------------------------------------------------------------

-- name: load_turn :one
-- One block at a time: on PostgreSQL two loads would else miss each other's
-- keys. SQLite has one writer anyway.
-- param: one int
-- col: n int
SELECT count(*) AS n
  FROM (SELECT $1 AS one /*pg FROM pg_advisory_xact_lock(20002) */) AS t;

-- name: load_batch_add :exec
-- rows_read is -1 until the load has ended.
-- param: id uuid, kind text, file text, digest text, at at, who uuid?
INSERT INTO load_batch (id, kind, file, digest, rows_read, rows_made,
       rows_bad, at, who)
VALUES ($1, $2, $3, $4, -1, 0, 0, $5, $6);

-- name: load_batch_open :one
-- The last load of this file that was cut off.
-- param: kind text, digest text
-- col: id uuid
SELECT id
  FROM load_batch
 WHERE kind = $1 AND digest = $2 AND rows_read < 0
 ORDER BY at DESC, id DESC
 LIMIT 1;

-- name: load_batch_end :exec
-- param: id uuid, read int, made int, bad int
UPDATE load_batch
   SET rows_read = $2, rows_made = $3, rows_bad = $4
 WHERE id = $1;

-- name: load_batch_get :one
-- param: id uuid
-- col: id uuid, kind text, file text, digest text, read int, made int, bad int, at at, who uuid
SELECT id, kind, file, digest, rows_read AS read, rows_made AS made,
       rows_bad AS bad, at, who
  FROM load_batch
 WHERE id = $1;

-- name: load_made :one
-- What a load that was cut off had made.
-- scope: none (a count)
-- param: batch uuid
-- col: n int
SELECT (SELECT count(*) FROM customer WHERE batch = $1)
     + (SELECT count(*) FROM interaction WHERE batch = $1)
     + (SELECT count(*) FROM ticket WHERE batch = $1) AS n;

-- ---- what rows refer to -----------------------------------------------------------

-- name: load_refs :many
-- People who have left too: a file may tell of their time.
-- param: one int
-- col: kind text, code text, id uuid
SELECT 'branch' AS kind, b.code, '' AS id FROM branch b
 WHERE b.retired_at IS NULL AND $1 = 1
 UNION ALL
SELECT 'team', t.code, '' FROM team t
 WHERE t.retired_at IS NULL
 UNION ALL
SELECT 'agent', a.login, a.id FROM agent a;

-- name: load_tree :many
-- param: one int
-- col: code text, parent text, kind text, leaf bool, priority int, team text, required json, retired_at at, position int
SELECT code, parent, kind, leaf, priority, team, required, retired_at, position
  FROM typification
 WHERE $1 = 1
 ORDER BY code;

-- name: load_customers :many
-- scope: none (keys of the whole centre)
-- param: keys json
-- col: key text, id uuid
SELECT external AS key, min(id) AS id
  FROM customer
 WHERE external IN (SELECT value FROM json_each($1))
 GROUP BY external
 ORDER BY external;

-- name: load_ruts :many
-- scope: none (keys of the whole centre)
-- param: keys json
-- col: key text, id uuid
SELECT national_id AS key, min(id) AS id
  FROM customer
 WHERE national_id IN (SELECT value FROM json_each($1))
 GROUP BY national_id
 ORDER BY national_id;

-- name: load_phones :many
-- A number that several customers share belongs to nobody for certain.
-- param: keys json
-- col: key text, id uuid, n int
SELECT k.key_fold AS key, min(k.customer) AS id,
       count(DISTINCT k.customer) AS n
  FROM search_key k
  JOIN contact_point p ON p.id = k.source AND p.norm = k.key_fold
 WHERE k.kind = 'phone' AND k.key_fold IN (SELECT value FROM json_each($1))
 GROUP BY k.key_fold
 ORDER BY k.key_fold;

-- name: load_interactions :many
-- scope: none (keys of the whole centre)
-- param: keys json
-- col: key text, id uuid
SELECT external AS key, min(id) AS id
  FROM interaction
 WHERE external IN (SELECT value FROM json_each($1))
 GROUP BY external
 ORDER BY external;

-- name: load_tickets :many
-- scope: none (keys of the whole centre)
-- param: keys json
-- col: key text, id uuid, typification text
SELECT external AS key, id, typification
  FROM ticket
 WHERE external IN (SELECT value FROM json_each($1))
 ORDER BY external, id;

-- ---- rows ---------------------------------------------------------------------------

-- name: load_customer_add :batch
-- scope: none (new customers)
-- param: id uuid, kind text, name text, name_fold text, name_sort text, national_id text?, born text?, lang text, segment text, branch text?, created_by uuid?, external text, batch uuid, line int, at at
INSERT INTO customer (id, kind, name, name_fold, name_sort, national_id, born,
       lang, segment, branch, created_by, external, batch, line, created_at,
       updated_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15,
       1);

-- Contact points and keys go in many to a statement: on PostgreSQL each
-- statement asks anew what the person may do, and whose customer it is.

-- name: load_reach_add :exec
-- A list of [id, customer, kind, value, norm, position, at].
-- param: rows json
INSERT INTO contact_point (id, customer, kind, value, norm, label, position,
       verified_at, created_at, version)
SELECT /*sl value *//*pg CAST(value AS json) */ ->> 0,
       /*sl value *//*pg CAST(value AS json) */ ->> 1,
       /*sl value *//*pg CAST(value AS json) */ ->> 2,
       /*sl value *//*pg CAST(value AS json) */ ->> 3,
       /*sl value *//*pg CAST(value AS json) */ ->> 4,
       '',
       CAST(/*sl value *//*pg CAST(value AS json) */ ->> 5 AS BIGINT),
       NULL,
       CAST(/*sl value *//*pg CAST(value AS json) */ ->> 6 AS BIGINT),
       1
  FROM json_each($1);

-- name: load_keys_add :exec
-- A list of [kind, key, customer, source].
-- param: keys json
INSERT INTO search_key (kind, key_fold, customer, source)
SELECT /*sl value *//*pg CAST(value AS json) */ ->> 0,
       /*sl value *//*pg CAST(value AS json) */ ->> 1,
       /*sl value *//*pg CAST(value AS json) */ ->> 2,
       /*sl value *//*pg CAST(value AS json) */ ->> 3
  FROM json_each($1)
 WHERE true
ON CONFLICT (kind, key_fold, customer, source) DO NOTHING;

-- name: load_interaction_add :batch
-- scope: none (new contacts)
-- param: id uuid, number int, customer uuid?, caller text, channel text, direction text, queue text, subject text, outcome text, team text?, branch text?, owner uuid?, created_by uuid?, started_at at, answered_at at?, ended_at at, closed_at at, wait_ms span, talk_ms span, hold_ms span, wrap_ms span, external text, batch uuid, line int
INSERT INTO interaction (id, number, customer, caller, channel, direction,
       queue, subject, state, outcome, team, branch, owner, created_by,
       started_at, answered_at, ended_at, closed_at, wait_ms, talk_ms,
       hold_ms, wrap_ms, external, batch, line, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'closed', $9, $10, $11, $12, $13, $14,
       $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, 1);

-- name: load_ticket_add :batch
-- scope: none (new tickets)
-- param: id uuid, number int, customer uuid, requester uuid?, interaction uuid?, typification text, subject text, state text, priority int, team text?, branch text?, owner uuid?, created_by uuid?, created_at at, updated_at at, resolved_at at?, closed_at at?, external text, batch uuid, line int
INSERT INTO ticket (id, number, customer, requester, interaction, typification,
       subject, state, priority, cycle, team, branch, owner, created_by,
       created_at, updated_at, resolved_at, closed_at, external, batch, line,
       version, rank)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $12, $13, $14, $15,
       $16, $17, $18, $19, $20, 1,
       CASE WHEN $8 IN ('resolved', 'closed', 'merged', 'cancelled') THEN NULL
       ELSE 8000000000000000 + $14 END);

-- name: load_complaint_owing :one
-- How many tickets of a load are complaints without a folio.
-- scope: none (the load's own tickets)
-- param: batch uuid
-- col: n int
SELECT count(*) AS n
  FROM ticket t
  JOIN typification y ON y.code = t.typification AND y.kind = 'complaint'
 WHERE t.batch = $1
   AND NOT EXISTS (SELECT 1 FROM complaint k WHERE k.ticket = t.id);

-- name: load_complaint_add :exec
-- They get their folios, in the order of their numbers.
-- scope: none (the load's own tickets)
-- param: batch uuid, first int
INSERT INTO complaint (ticket, folio, outcome, redress, redress_state)
SELECT t.id, $2 - 1 + row_number() OVER (ORDER BY t.number), '', 0, ''
  FROM ticket t
  JOIN typification y ON y.code = t.typification AND y.kind = 'complaint'
 WHERE t.batch = $1
   AND NOT EXISTS (SELECT 1 FROM complaint k WHERE k.ticket = t.id);

-- name: load_stay_add :batch
-- param: id uuid, kind text, entity uuid, state text, reason text, holder text, from_at at, to_at at?
INSERT INTO stay (id, kind, entity, state, reason, holder, from_at, to_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: load_matter_add :batch
-- param: id uuid, interaction uuid, typification text, ticket uuid?
INSERT INTO matter (id, interaction, typification, ticket, position)
VALUES ($1, $2, $3, $4, 0);

-- name: load_message_add :batch
-- param: id uuid, interaction uuid?, ticket uuid?, direction text, public bool, channel text, author uuid?, body text, at at, batch uuid
INSERT INTO message (id, interaction, ticket, direction, public, channel,
       author, body, at, batch)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: load_value_add :batch
-- param: entity text, id uuid, field text, text text, num int?
INSERT INTO field_value (entity, id, field, text, num)
VALUES ($1, $2, $3, $4, $5);

-- name: load_type_add :batch
-- param: code text, parent text?, kind text, leaf bool, required json, priority int, team text?, mnemonic text?, valid_from at, position int
INSERT INTO typification (code, parent, kind, leaf, required, priority, team,
       mnemonic, valid_from, retired_at, position, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, $10, 1);

-- name: load_label_add :batch
-- param: code text, lang text, text text, fold text
INSERT INTO label (kind, code, lang, text, fold)
VALUES ('typification', $1, $2, $3, $4)
ON CONFLICT (kind, code, lang) DO NOTHING;
