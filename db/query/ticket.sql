-- ticket.sql - the work we owe a customer.

-- name: ticket_add :exec
-- scope: none (a new ticket)
-- param: id uuid, number int, customer uuid, requester uuid?, interaction uuid?, typification text, subject text, state text, priority int, team text?, branch text?, owner uuid?, created_by uuid?, external text?, at at, asset uuid?
INSERT INTO ticket (id, number, customer, requester, interaction, typification,
       subject, state, priority, cycle, team, branch, owner, created_by,
       external, created_at, updated_at, version, rank, asset)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $12, $13, $14, $15,
       $15, 1, 8000000000000000 + $15, $16);

-- name: ticket_get :one ahead general
-- scope: agent ticket t
-- param: id uuid, lang text
-- col: id uuid, number int, subject text, state text, priority int, customer uuid, customer_name text, requester uuid, requester_name text, interaction uuid, typification text, typification_name text, kind text, cycle int, team text, team_name text, branch text, owner uuid, owner_name text, created_by uuid, created_by_name text, parent uuid, created_at at, updated_at at, resolved_at at, closed_at at, external text, version int, lent_to text, lent_name text, lent_owner uuid, lent_owner_name text, leg_state text
SELECT t.id, t.number, t.subject, t.state, t.priority, t.customer,
       (SELECT c.name FROM customer_named c
         WHERE c.id = t.customer) AS customer_name,
       t.requester,
       (SELECT r.name FROM customer_named r
         WHERE r.id = t.requester) AS requester_name,
       t.interaction, t.typification,
       COALESCE(l.text, e.text, t.typification) AS typification_name, y.kind,
       t.cycle, t.team, m.name AS team_name, t.branch, t.owner,
       o.name AS owner_name, t.created_by, b.name AS created_by_name,
       t.parent, t.created_at, t.updated_at, t.resolved_at, t.closed_at,
       t.external, t.version, t.lent_to, n.name AS lent_name, t.lent_owner,
       p.name AS lent_owner_name,
       (SELECT r.state FROM referral r
         WHERE r.ticket = t.id AND r.ended_at IS NULL) AS leg_state
  FROM ticket t
  LEFT JOIN typification y ON y.code = t.typification
  LEFT JOIN team m ON m.code = t.team
  LEFT JOIN team n ON n.code = t.lent_to
  LEFT JOIN agent o ON o.id = t.owner
  LEFT JOIN agent p ON p.id = t.lent_owner
  LEFT JOIN agent b ON b.id = t.created_by
  LEFT JOIN label l ON l.kind = 'typification' AND l.code = t.typification
   AND l.lang = $2
  LEFT JOIN label e ON e.kind = 'typification' AND e.code = t.typification
   AND e.lang = 'es'
 WHERE t.id = $1 AND {scope};

-- name: ticket_number :one
-- scope: agent ticket t
-- param: number int
-- col: id uuid
SELECT t.id
  FROM ticket t
 WHERE t.number = $1 AND {scope};

-- name: ticket_number_of :one
-- scope: none (the outcome of the person's own write, told again)
-- param: id uuid
-- col: number int
SELECT t.number
  FROM ticket t
 WHERE t.id = $1;

-- name: ticket_numbers_of :many
-- Of those in sight whose ids are in a JSON list.
-- scope: agent ticket t
-- param: ids json
-- col: id uuid, number int
SELECT t.id, t.number
  FROM ticket t
 WHERE t.id IN (SELECT value FROM json_each($1)) AND {scope};

-- name: ticket_rows :many ahead general
-- What a list shows; `ids` is a JSON list.
-- scope: agent ticket t
-- param: ids json, lang text
-- col: id uuid, number int, subject text, state text, priority int, customer uuid, customer_name text, typification text, typification_name text, team text, team_name text, owner uuid, owner_name text, created_at at, updated_at at, resolved_at at, version int, rank int, lent_to text
SELECT t.id, t.number, t.subject, t.state, t.priority, t.customer,
       (SELECT c.name FROM customer_named c
         WHERE c.id = t.customer) AS customer_name,
       t.typification,
       COALESCE(l.text, e.text, t.typification) AS typification_name, t.team,
       m.name AS team_name, t.owner, o.name AS owner_name, t.created_at,
       t.updated_at, t.resolved_at, t.version, t.rank,
       t.lent_to
  FROM ticket t
  LEFT JOIN team m ON m.code = t.team
  LEFT JOIN agent o ON o.id = t.owner
  LEFT JOIN label l ON l.kind = 'typification' AND l.code = t.typification
   AND l.lang = $2
  LEFT JOIN label e ON e.kind = 'typification' AND e.code = t.typification
   AND e.lang = 'es'
 WHERE t.id IN (SELECT value FROM json_each($1)) AND {scope}
 ORDER BY t.created_at DESC, t.id DESC;

-- The newest tickets before (before_at, before), of those that fit; one query
-- for each index that can lead. `states` is a JSON list.

-- name: ticket_pick :many
-- scope: agent ticket t
-- param: states json?, typification text?, before_at at, before uuid, limit int
-- col: id uuid
SELECT t.id
  FROM ticket t
 WHERE t.created_at <= $3 AND (t.created_at < $3 OR t.id < $4)
   AND ($1 IS NULL OR t.state IN (SELECT value FROM json_each($1)))
   AND ($2 IS NULL OR t.typification = $2)
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $5;

-- name: ticket_pick_customer :many
-- scope: agent ticket t
-- param: customer uuid, states json?, typification text?, team text?, owner uuid?, before_at at, before uuid, limit int
-- col: id uuid
SELECT t.id
  FROM ticket t
 WHERE t.customer = $1
   AND t.created_at <= $6 AND (t.created_at < $6 OR t.id < $7)
   AND ($2 IS NULL OR t.state IN (SELECT value FROM json_each($2)))
   AND ($3 IS NULL OR t.typification = $3)
   AND ($4 IS NULL OR t.team = $4)
   AND ($5 IS NULL OR t.owner = $5)
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $8;

-- name: ticket_pick_owner :many
-- scope: agent ticket t
-- param: owner uuid, states json?, typification text?, team text?, before_at at, before uuid, limit int
-- col: id uuid
SELECT t.id
  FROM ticket t
 WHERE t.owner = $1
   AND t.created_at <= $5 AND (t.created_at < $5 OR t.id < $6)
   AND ($2 IS NULL OR t.state IN (SELECT value FROM json_each($2)))
   AND ($3 IS NULL OR t.typification = $3)
   AND ($4 IS NULL OR t.team = $4)
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $7;

-- name: ticket_pick_team :many
-- scope: agent ticket t
-- param: team text, states json?, typification text?, before_at at, before uuid, limit int
-- col: id uuid
SELECT t.id
  FROM ticket t
 WHERE t.team = $1
   AND t.created_at <= $4 AND (t.created_at < $4 OR t.id < $5)
   AND ($2 IS NULL OR t.state IN (SELECT value FROM json_each($2)))
   AND ($3 IS NULL OR t.typification = $3)
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $6;

-- name: ticket_pick_state :many
-- scope: agent ticket t
-- param: state text, typification text?, before_at at, before uuid, limit int
-- col: id uuid
SELECT t.id
  FROM ticket t
 WHERE t.state = $1
   AND t.created_at <= $3 AND (t.created_at < $3 OR t.id < $4)
   AND ($2 IS NULL OR t.typification = $2)
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $5;

-- name: ticket_take :one
-- The row to change, locked. watched: somebody may have to be told.
-- scope: agent ticket t
-- param: id uuid
-- col: id uuid, number int, customer uuid, typification text, subject text, state text, priority int, cycle int, team text, branch text, owner uuid, resolved_at at, closed_at at, version int, until_at at, lent_to text, lent_owner uuid, watched bool
SELECT t.id, t.number, t.customer, t.typification, t.subject, t.state,
       t.priority, t.cycle, t.team, t.branch, t.owner, t.resolved_at,
       t.closed_at, t.version, t.until_at, t.lent_to, t.lent_owner,
       CASE WHEN EXISTS (SELECT 1 FROM ticket_watch w WHERE w.ticket = t.id)
              OR EXISTS (SELECT 1 FROM ticket_link l
                          WHERE l.to_ticket = t.id AND l.kind = 'merged')
              OR EXISTS (SELECT 1 FROM ticket_link l
                          WHERE l.from_ticket = t.id AND l.kind = 'split')
            THEN 1 ELSE 0 END AS watched
  FROM ticket t
 WHERE t.id = $1 AND {scope} /*pg FOR UPDATE OF t */;

-- name: ticket_save :exec
-- Changes no row when somebody saved it after we read it.
-- scope: none (the row was taken through its scope)
-- param: id uuid, version int, typification text, subject text, state text, priority int, cycle int, team text?, owner uuid?, resolved_at at?, closed_at at?, at at
UPDATE ticket
   SET typification = $3, subject = $4, state = $5, priority = $6, cycle = $7,
       team = $8, owner = $9, resolved_at = $10, closed_at = $11,
       updated_at = $12, version = version + 1,
       until_at = CASE WHEN state = $5 THEN until_at END,
       rank = CASE WHEN $5 IN ('resolved', 'closed', 'merged', 'cancelled')
              THEN NULL ELSE COALESCE(rank, 8000000000000000 + created_at) END
 WHERE id = $1 AND version = $2;

-- ---- what a ticket refers to ---------------------------------------------------

-- name: ticket_team :one
-- param: code text
-- col: name text, retired_at at
SELECT name, retired_at
  FROM team
 WHERE code = $1;

-- name: ticket_agent :one
-- param: id uuid
-- col: login text, active bool
SELECT login, active
  FROM agent
 WHERE id = $1;
