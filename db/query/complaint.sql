-- complaint.sql - what a complaint has beside its ticket.

-- name: complaint_add :exec
-- param: ticket uuid, folio int
INSERT INTO complaint (ticket, folio, outcome, redress, redress_state)
VALUES ($1, $2, '', 0, '')
ON CONFLICT (ticket) DO NOTHING;

-- name: complaint_take :one
-- scope: none (the ticket was taken through its scope)
-- param: ticket uuid
-- col: folio int, outcome text, cause text, redress int, redress_state text, asked_by uuid, answered_by uuid, answered_at at
SELECT k.folio, k.outcome, k.cause, k.redress, k.redress_state, k.asked_by,
       k.answered_by, k.answered_at
  FROM complaint k
 WHERE k.ticket = $1 /*pg FOR UPDATE */;

-- name: complaint_kind :one
-- Is a ticket one, with a folio or without?
-- scope: none (the ticket was taken through its scope)
-- param: ticket uuid
-- col: complaint bool
SELECT CASE WHEN y.kind = 'complaint' THEN 1 ELSE 0 END AS complaint
  FROM ticket t
  JOIN typification y ON y.code = t.typification
 WHERE t.id = $1;

-- name: complaint_save :exec
-- param: ticket uuid, outcome text, cause text?, redress int, redress_state text, asked_by uuid?, answered_by uuid?, answered_at at?
UPDATE complaint
   SET outcome = $2, cause = $3, redress = $4, redress_state = $5,
       asked_by = $6, answered_by = $7, answered_at = $8
 WHERE ticket = $1;

-- name: complaint_get :one
-- scope: agent ticket t
-- param: ticket uuid, lang text
-- col: ticket uuid, number int, folio int, outcome text, cause text, cause_name text, redress int, redress_state text, asked_by_name text, answered_by_name text, answered_at at, asked_by uuid
SELECT k.ticket, t.number, k.folio, k.outcome, k.cause,
       COALESCE(l.text, e.text, k.cause) AS cause_name, k.redress,
       k.redress_state, a.name AS asked_by_name, b.name AS answered_by_name,
       k.answered_at, k.asked_by
  FROM complaint k
  JOIN ticket t ON t.id = k.ticket
  LEFT JOIN label l ON l.kind = 'cause' AND l.code = k.cause AND l.lang = $2
  LEFT JOIN label e ON e.kind = 'cause' AND e.code = k.cause AND e.lang = 'es'
  LEFT JOIN agent a ON a.id = k.asked_by
  LEFT JOIN agent b ON b.id = k.answered_by
 WHERE k.ticket = $1 AND {scope};

-- name: complaint_limits :many
-- Of every role: what the centre said, else what is usual.
-- col: role text, most int
SELECT r.code AS role, COALESCE(x.most, u.most, 0) AS most
  FROM role r
  LEFT JOIN redress_limit x ON x.role = r.code
  LEFT JOIN redress_usual u ON u.role = r.code
 ORDER BY r.position;

-- name: complaint_limit_set :exec
-- param: role text, most int
INSERT INTO redress_limit (role, most) VALUES ($1, $2)
ON CONFLICT (role) DO UPDATE SET most = excluded.most;

-- name: complaint_granters :many
-- Who may grant so much on a ticket, the asker and the acting one apart: those
-- of the ticket's team first.
-- scope: none (the reach of each of them is asked, as scope.sql has it)
-- param: ticket uuid, asker uuid, me uuid, amount int, limit int
-- col: agent uuid, number int
SELECT a.id AS agent, t.number
  FROM agent a
  JOIN role_grant g ON g.role = a.role AND g.verb = 'ticket.resolve'
  JOIN ticket t ON t.id = $1
  LEFT JOIN redress_limit x ON x.role = a.role
  LEFT JOIN redress_usual u ON u.role = a.role
 WHERE a.active = 1 AND a.id <> $2 AND a.id <> $3
   AND COALESCE(x.most, u.most, 0) >= $4
   AND {ticket_reached}
 ORDER BY CASE WHEN EXISTS
            (SELECT 1 FROM team_member m
              WHERE m.agent = a.id AND m.team IN (t.team, t.lent_to))
          THEN 0 ELSE 1 END, a.id
 LIMIT $5;

-- name: complaint_waiting :many
-- Redress that waits for somebody's word: on a ticket, or all there is.
-- scope: agent ticket t
-- param: ticket uuid?, limit int
-- col: ticket uuid, number int, subject text, redress int, asked_by uuid, asked_by_name text
SELECT k.ticket, t.number, t.subject, k.redress, k.asked_by,
       a.name AS asked_by_name
  FROM complaint k
  JOIN ticket t ON t.id = k.ticket
  LEFT JOIN agent a ON a.id = k.asked_by
 WHERE k.redress_state = 'asked'
   AND ($1 IS NULL OR k.ticket = $1)
   AND t.state NOT IN ('resolved', 'closed', 'merged', 'cancelled')
   AND {scope}
 ORDER BY k.folio
 LIMIT $2;

-- name: cause_get :one
-- param: code text
-- col: code text, parent text, retired_at at, children int
SELECT c.code, c.parent, c.retired_at,
       (SELECT count(*) FROM cause x WHERE x.parent = c.code) AS children
  FROM cause c
 WHERE c.code = $1;

-- name: cause_list :many
-- Causes one may choose, with what they belong to.
-- param: lang text
-- col: code text, name text, parent text, parent_name text
SELECT c.code, COALESCE(l.text, e.text, c.code) AS name, c.parent,
       COALESCE(p.text, q.text, c.parent) AS parent_name
  FROM cause c
  LEFT JOIN label l ON l.kind = 'cause' AND l.code = c.code AND l.lang = $1
  LEFT JOIN label e ON e.kind = 'cause' AND e.code = c.code AND e.lang = 'es'
  LEFT JOIN label p ON p.kind = 'cause' AND p.code = c.parent AND p.lang = $1
  LEFT JOIN label q ON q.kind = 'cause' AND q.code = c.parent AND q.lang = 'es'
 WHERE c.retired_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM cause x WHERE x.parent = c.code)
 ORDER BY c.parent, c.code;
