-- template.sql - what texts are filled in with. The texts themselves are setup.

-- name: template_ticket :one
-- What is due is what the customer waits for: the end, or the law's date.
-- scope: agent ticket t
-- param: id uuid, lang text
-- col: number int, subject text, customer uuid, customer_name text, customer_kind text, customer_lang text, typification text, typification_name text, team_name text, zone text, created_at at, due_at at
SELECT t.number, t.subject, t.customer,
       (SELECT c.name FROM customer_named c
         WHERE c.id = t.customer) AS customer_name,
       (SELECT c.kind FROM customer_named c
         WHERE c.id = t.customer) AS customer_kind,
       (SELECT c.lang FROM customer_named c
         WHERE c.id = t.customer) AS customer_lang,
       t.typification,
       COALESCE(l.text, e.text, t.typification) AS typification_name,
       m.name AS team_name, b.zone, t.created_at,
       (SELECT min(k.due_at) FROM clock k
         WHERE k.ticket = t.id AND k.state = 'running'
           AND k.kind IN ('resolution', 'statutory')) AS due_at
  FROM ticket t
  LEFT JOIN team m ON m.code = t.team
  LEFT JOIN branch b ON b.code = t.branch
  LEFT JOIN label l ON l.kind = 'typification' AND l.code = t.typification
   AND l.lang = $2
  LEFT JOIN label e ON e.kind = 'typification' AND e.code = t.typification
   AND e.lang = 'es'
 WHERE t.id = $1 AND {scope};

-- name: template_about :many
-- A node and all above it.
-- param: code text
-- col: code text
WITH RECURSIVE up (code, parent, depth) AS (
    SELECT y.code, y.parent, 0 FROM typification y WHERE y.code = $1
    UNION ALL
    SELECT y.code, y.parent, up.depth + 1
      FROM up JOIN typification y ON y.code = up.parent
     WHERE up.depth < 8)
SELECT code FROM up;

-- name: template_teams :many
-- param: agent uuid
-- col: team text
SELECT team FROM team_member WHERE agent = $1 ORDER BY team;
