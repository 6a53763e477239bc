-- typification.sql - the tree of what a contact is about, and custom fields.

-- name: typification_list :many
-- With the name in `lang`, else in Spanish, else in any, else the code.
-- Those that hold at an instant; `retired`: all there are.
-- param: lang text, retired bool, at at
-- col: code text, name text, parent text, kind text, leaf bool, required json, priority int, team text, valid_from at, retired_at at, position int, version int, mnemonic text, team_name text, form json, closing json, policy text, script text
SELECT t.code,
       COALESCE(l.text, e.text, (SELECT min(x.text) FROM label x
           WHERE x.kind = 'typification' AND x.code = t.code), t.code) AS name,
       t.parent, t.kind, t.leaf, t.required, t.priority, t.team, t.valid_from,
       t.retired_at, t.position, t.version, t.mnemonic, g.name AS team_name,
       t.form, t.closing, t.policy, t.script
  FROM typification t
  LEFT JOIN team g ON g.code = t.team
  LEFT JOIN label l ON l.kind = 'typification' AND l.code = t.code
   AND l.lang = $1
  LEFT JOIN label e ON e.kind = 'typification' AND e.code = t.code
   AND e.lang = 'es'
 WHERE $2 = 1 OR (t.valid_from <= $3
        AND (t.retired_at IS NULL OR t.retired_at > $3))
 ORDER BY t.position, t.code;

-- name: typification_get :one
-- param: code text, lang text
-- col: code text, name text, parent text, kind text, leaf bool, required json, priority int, team text, valid_from at, retired_at at, position int, version int, mnemonic text, team_name text, form json, closing json, policy text, script text
SELECT t.code,
       COALESCE(l.text, e.text, (SELECT min(x.text) FROM label x
           WHERE x.kind = 'typification' AND x.code = t.code), t.code) AS name,
       t.parent, t.kind, t.leaf, t.required, t.priority, t.team, t.valid_from,
       t.retired_at, t.position, t.version, t.mnemonic, g.name AS team_name,
       t.form, t.closing, t.policy, t.script
  FROM typification t
  LEFT JOIN team g ON g.code = t.team
  LEFT JOIN label l ON l.kind = 'typification' AND l.code = t.code
   AND l.lang = $2
  LEFT JOIN label e ON e.kind = 'typification' AND e.code = t.code
   AND e.lang = 'es'
 WHERE t.code = $1;

-- name: typification_add :exec
-- Behind its parent's other children.
-- param: code text, parent text?, kind text, leaf bool, required json, priority int, team text?, mnemonic text?, valid_from at
INSERT INTO typification (code, parent, kind, leaf, required, priority, team,
       mnemonic, valid_from, retired_at, position, version)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, NULL,
       COALESCE(max(t.position) + 1, 1), 1
  FROM typification t;

-- name: typification_by_mnemonic :one
-- param: mnemonic text
-- col: code text, leaf bool, retired_at at
SELECT code, leaf, retired_at
  FROM typification
 WHERE mnemonic = $1;

-- name: typification_mnemonic_set :exec
-- param: code text, mnemonic text?
UPDATE typification
   SET mnemonic = $2, version = version + 1
 WHERE code = $1;

-- name: typification_mnemonics :many
-- col: mnemonic text
SELECT mnemonic
  FROM typification
 WHERE mnemonic IS NOT NULL;

-- name: typification_use :many
-- When this person typified it last, of their newest contacts begun and closed
-- before an instant (0: none of those), and how often they, their teams and the centre
-- chose it, as it was counted.
-- scope: none (the person's own use of each, and counts)
-- param: agent uuid, from at, before at, limit int
-- col: code text, last_at int, own int, team int, centre int
SELECT x.code, max(x.last_at) AS last_at, max(x.own) AS own,
       max(x.team) AS team, max(x.centre) AS centre
  FROM (SELECT m.typification AS code, i.started_at AS last_at, 0 AS own,
               0 AS team, 0 AS centre
          FROM (SELECT y.id, y.started_at
                  FROM interaction y
                 WHERE y.owner = $1 AND y.state = 'closed'
                   AND y.started_at >= $2 AND y.started_at < $3
                   AND y.closed_at < $3
                 ORDER BY y.started_at DESC
                 LIMIT $4) AS i
          JOIN matter m ON m.interaction = i.id
         UNION ALL
        SELECT u.typification, 0,
               CASE WHEN u.holder = $1 THEN u.n ELSE 0 END,
               CASE WHEN u.holder IN ('', $1) THEN 0 ELSE u.n END,
               CASE WHEN u.holder = '' THEN u.n ELSE 0 END
          FROM typification_use u
         WHERE u.holder IN ('', $1)
            OR u.holder IN (SELECT g.team FROM team_member g
                             WHERE g.agent = $1)) AS x
 GROUP BY x.code
 ORDER BY x.code;

-- name: typification_used_by :many
-- What people chose, contact by contact and ticket by ticket, the newest of
-- each; a ticket of a contact counts with its contact.
-- scope: none (the program itself counts, and tells of no contact)
-- param: from at, before at, most int
-- col: holder text, code text, n int
WITH used (agent, code) AS (
    SELECT i.owner, m.typification
      FROM (SELECT y.id, y.owner
              FROM interaction y
             WHERE y.started_at >= $1 AND y.started_at < $2
             ORDER BY y.started_at DESC
             LIMIT $3) AS i
      JOIN matter m ON m.interaction = i.id
     UNION ALL
    SELECT k.created_by, k.typification
      FROM (SELECT y.created_by, y.typification, y.interaction
              FROM ticket y
             WHERE y.created_at >= $1 AND y.created_at < $2
             ORDER BY y.created_at DESC
             LIMIT $3) AS k
     WHERE k.interaction IS NULL)
SELECT '' AS holder, u.code, count(*) AS n
  FROM used u
 GROUP BY u.code
 UNION ALL
SELECT u.agent AS holder, u.code, count(*) AS n
  FROM used u
 WHERE u.agent IS NOT NULL
 GROUP BY u.agent, u.code
 UNION ALL
SELECT g.team AS holder, u.code, count(*) AS n
  FROM used u
  JOIN team_member g ON g.agent = u.agent
 GROUP BY g.team, u.code
 ORDER BY 1, 2;

-- name: typification_use_drop :exec
-- param: one int
DELETE FROM typification_use WHERE $1 = 1;

-- name: typification_use_add :batch
-- param: holder text, code text, n int
INSERT INTO typification_use (holder, typification, n)
VALUES ($1, $2, $3);

-- name: typification_retire :exec
-- param: code text, at at
UPDATE typification
   SET retired_at = $2, version = version + 1
 WHERE code = $1 AND retired_at IS NULL;

-- name: typification_children :one
-- param: parent text
-- col: n int
SELECT count(*) AS n
  FROM typification
 WHERE parent = $1 AND retired_at IS NULL;

-- ---- as text -------------------------------------------------------------------

-- name: typification_whole :many
-- param: one int
-- col: code text, parent text, kind text, leaf bool, form json, required json, closing json, priority int, team text, policy text, script text, valid_from at, retired_at at, mnemonic text, version int
SELECT code, parent, kind, leaf, form, required, closing, priority, team,
       policy, script, valid_from, retired_at, mnemonic, version
  FROM typification
 WHERE $1 = 1
 ORDER BY position, code;

-- name: typification_names :many
-- param: kind text
-- col: code text, lang text, text text
SELECT code, lang, text
  FROM label
 WHERE kind = $1
 ORDER BY code, lang;

-- name: typification_used :one
-- Does anything go by this code, or hang on it?
-- scope: none (whether, not what)
-- param: code text
-- col: used bool
SELECT CASE WHEN EXISTS (SELECT 1 FROM ticket t WHERE t.typification = $1)
              OR EXISTS (SELECT 1 FROM matter m WHERE m.typification = $1)
              OR EXISTS (SELECT 1 FROM typification c WHERE c.parent = $1)
            THEN 1 ELSE 0 END AS used;

-- name: typification_put :exec
-- A new one goes behind its parent's other children.
-- param: code text, parent text?, kind text, leaf bool, form json, required json, closing json, priority int, team text?, policy text?, script text?, mnemonic text?, valid_from at, retired_at at?
INSERT INTO typification (code, parent, kind, leaf, form, required, closing,
       priority, team, policy, script, mnemonic, valid_from, retired_at,
       position, version)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
       COALESCE(max(t.position) + 1, 1), 1
  FROM typification t
 WHERE 1 = 1
    ON CONFLICT (code) DO UPDATE
   SET parent = excluded.parent, kind = excluded.kind, leaf = excluded.leaf,
       form = excluded.form, required = excluded.required,
       closing = excluded.closing, priority = excluded.priority,
       team = excluded.team, policy = excluded.policy,
       script = excluded.script, mnemonic = excluded.mnemonic,
       valid_from = excluded.valid_from, retired_at = excluded.retired_at,
       version = typification.version + 1;

-- name: typification_mnemonic_free :exec
-- It becomes another's: whoever has it is given a new one by its own text.
-- param: mnemonic text, code text
UPDATE typification
   SET mnemonic = NULL
 WHERE mnemonic = $1 AND code <> $2;

-- name: label_drop :exec
-- param: kind text, code text, lang text
DELETE FROM label
 WHERE kind = $1 AND code = $2 AND lang = $3;

-- name: label_set :exec
-- param: kind text, code text, lang text, text text, fold text
INSERT INTO label (kind, code, lang, text, fold)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (kind, code, lang)
DO UPDATE SET text = excluded.text, fold = excluded.fold;

-- ---- custom fields ---------------------------------------------------------------

-- name: field_list :many
-- param: entity text?
-- col: id text, entity text, type text, class int, choices json, retired_at at
SELECT id, entity, type, class, choices, retired_at
  FROM field_def
 WHERE $1 IS NULL OR entity = $1
 ORDER BY entity, id;

-- name: field_named :many ahead
-- Definitions in use, with the name in `lang`, else in Spanish, else the id.
-- param: entity text, lang text
-- col: id text, type text, class int, choices json, name text
SELECT f.id, f.type, f.class, f.choices, COALESCE(l.text, e.text, f.id) AS name
  FROM field_def f
  LEFT JOIN label l ON l.kind = 'field' AND l.code = f.id AND l.lang = $2
  LEFT JOIN label e ON e.kind = 'field' AND e.code = f.id AND e.lang = 'es'
 WHERE f.entity = $1 AND f.retired_at IS NULL
 ORDER BY f.id;

-- name: field_get :one
-- param: id text
-- col: id text, entity text, type text, class int, choices json, retired_at at
SELECT id, entity, type, class, choices, retired_at
  FROM field_def
 WHERE id = $1;

-- name: field_add :exec
-- param: id text, entity text, type text, class int, choices json
INSERT INTO field_def (id, entity, type, class, choices, retired_at)
VALUES ($1, $2, $3, $4, $5, NULL);

-- name: field_value_list :many ahead general
-- Open, because its class is a value of field_def: field.c veils it.
-- param: entity text, id uuid
-- col: field text, type text, class int, text text, num int
SELECT v.field, f.type, f.class, v.text, v.num
  FROM field_value v
  JOIN field_def f ON f.id = v.field
 WHERE v.entity = $1 AND v.id = $2
 ORDER BY v.field;

-- name: field_value_set :exec
-- param: entity text, id uuid, field text, text text, num int
INSERT INTO field_value (entity, id, field, text, num)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (entity, id, field)
DO UPDATE SET text = excluded.text, num = excluded.num;

-- name: field_value_drop :exec
-- param: entity text, id uuid, field text
DELETE FROM field_value
 WHERE entity = $1 AND id = $2 AND field = $3;
