-- callback.sql - calls that were promised.

-- name: callback_put :exec
-- scope: none (a new callback)
-- param: id uuid, number int, customer uuid?, who text, phone text, reason text, due_at at, until_at at?, zone text, team text?, branch text?, owner uuid?, created_by uuid?, interaction uuid?, ticket uuid?, previous uuid?, override text, at at
INSERT INTO callback (id, number, customer, who, phone, reason, state, due_at,
       until_at, zone, team, branch, owner, created_by, interaction, ticket,
       previous, override, result, created_at, done_at, version, tell_at)
VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10, $11, $12, $13, $14,
       $15, $16, $17, '', $18, NULL, 1, $7);

-- name: callback_take :one
-- The row to change, locked. Open here for the log's sake.
-- scope: agent callback k
-- param: id uuid
-- col: id uuid, number int, customer uuid, who text, phone text, reason text, state text, due_at at, until_at at, zone text, team text, branch text, owner uuid, created_by uuid, interaction uuid, ticket uuid, override text, result text, done_at at, version int
SELECT k.id, k.number, k.customer, k.who, k.phone, k.reason, k.state,
       k.due_at, k.until_at, k.zone, k.team, k.branch, k.owner, k.created_by,
       k.interaction, k.ticket, k.override, k.result, k.done_at, k.version
  FROM callback k
 WHERE k.id = $1 AND {scope} /*pg FOR UPDATE OF k */;

-- name: callback_save :exec
-- Changes no row when somebody saved it after we read it.
-- scope: none (the row was taken through its scope)
-- param: id uuid, version int, state text, result text, done_at at?
UPDATE callback
   SET state = $3, result = $4, done_at = $5, version = version + 1
 WHERE id = $1 AND version = $2;

-- name: callback_of_call :many
-- The promise that a call of ours keeps: to that customer, or to that number of
-- nobody known; the one it was made for first, else the earliest that is due
-- within a day of the call.
-- scope: agent callback k
-- param: contact uuid
-- col: id uuid, said int, due_at at
SELECT k.id, CASE WHEN k.reason = i.subject THEN 0 ELSE 1 END AS said,
       k.due_at
  FROM interaction i
  JOIN callback k ON k.customer = i.customer
 WHERE i.id = $1 AND i.direction = 'out' AND k.state = 'open'
   AND k.created_at < i.started_at
   AND (k.due_at <= i.started_at + 86400000 OR k.reason = i.subject)
   AND {scope}
 UNION ALL
SELECT k.id, CASE WHEN k.reason = i.subject THEN 0 ELSE 1 END AS said,
       k.due_at
  FROM interaction i
  JOIN callback k ON k.phone = i.caller
 WHERE i.id = $1 AND i.direction = 'out' AND k.state = 'open'
   AND i.customer IS NULL AND k.customer IS NULL
   AND k.created_at < i.started_at
   AND (k.due_at <= i.started_at + 86400000 OR k.reason = i.subject)
   AND {scope}
 ORDER BY 2, 3
 LIMIT 1;

-- name: callback_promised :one
-- What was promised in a contact and stands; the last of several.
-- scope: agent callback k
-- param: contact uuid, customer uuid?
-- col: id uuid, due_at at
SELECT k.id, k.due_at
  FROM callback k
 WHERE k.interaction = $1 AND k.state = 'open'
   AND (k.customer = $2 OR (k.customer IS NULL AND $2 IS NULL))
   AND {scope}
 ORDER BY k.created_at DESC, k.id DESC
 LIMIT 1;

-- name: callback_tell :many
-- Promised calls of which somebody is to be told.
-- scope: none (the program itself sweeps the whole centre)
-- param: now at, limit int
-- col: id uuid
SELECT k.id
  FROM callback k
 WHERE k.state = 'open' AND k.tell_at IS NOT NULL AND k.tell_at <= $1
 ORDER BY k.tell_at, k.id
 LIMIT $2;

-- name: callback_tell_take :one
-- The row, locked, with the name of whom to call. Open here for the notice.
-- scope: none (the program itself sweeps the whole centre)
-- param: id uuid
-- col: id uuid, number int, who text, customer_name text, phone text, reason text, state text, due_at at, until_at at, zone text, team text, owner uuid, tell_at at, told int, version int
SELECT k.id, k.number, k.who,
       (SELECT c.name FROM customer_named c
         WHERE c.id = k.customer) AS customer_name,
       k.phone, k.reason,
       k.state, k.due_at, k.until_at, k.zone, k.team, k.owner, k.tell_at,
       k.told, k.version
  FROM callback k
 WHERE k.id = $1 /*pg FOR UPDATE OF k */;

-- name: callback_told :exec
-- Changes no row when somebody saved it, or it was told, meanwhile.
-- scope: none (the row was taken)
-- param: id uuid, version int, told int, tell_at at?
UPDATE callback
   SET told = $3, tell_at = $4
 WHERE id = $1 AND version = $2 AND state = 'open' AND told < $3;

-- name: callback_number :one
-- scope: agent callback k
-- param: number int
-- col: id uuid
SELECT k.id
  FROM callback k
 WHERE k.number = $1 AND {scope};

-- name: callback_number_of :one
-- scope: none (the outcome of the person's own write, told again)
-- param: id uuid
-- col: number int
SELECT k.number
  FROM callback k
 WHERE k.id = $1;

-- name: callback_rows :many
-- What a list shows; `ids` is a JSON list.
-- scope: agent callback k
-- param: ids json
-- col: id uuid, number int, customer uuid, customer_name text, who text personal, phone text personal, reason text, state text, due_at at, until_at at, zone text, team text, team_name text, owner uuid, owner_name text, interaction uuid, ticket uuid, ticket_number int, previous uuid, override text, result text, created_at at, done_at at, version int
SELECT k.id, k.number, k.customer,
       (SELECT c.name FROM customer_named c
         WHERE c.id = k.customer) AS customer_name,
       k.who, k.phone,
       k.reason, k.state, k.due_at, k.until_at, k.zone, k.team,
       m.name AS team_name, k.owner, o.name AS owner_name, k.interaction,
       t.id AS ticket,
       t.number AS ticket_number, k.previous, k.override, k.result,
       k.created_at, k.done_at, k.version
  FROM callback k
  LEFT JOIN ticket t ON t.id = k.ticket AND {ticket_scope}
  LEFT JOIN agent o ON o.id = k.owner
  LEFT JOIN team m ON m.code = k.team
 WHERE k.id IN (SELECT value FROM json_each($1)) AND {scope}
 ORDER BY k.due_at, k.id;

-- name: callback_pick :many
-- Whatever fits, the next due first; `states` is a JSON list.
-- scope: agent callback k
-- param: states json?, team text?, until at, limit int
-- col: id uuid
SELECT k.id
  FROM callback k
 WHERE k.due_at < $3
   AND ($1 IS NULL OR k.state IN (SELECT value FROM json_each($1)))
   AND ($2 IS NULL OR k.team = $2)
   AND {scope}
 ORDER BY k.due_at, k.id
 LIMIT $4;

-- name: callback_pick_customer :many
-- scope: agent callback k
-- param: customer uuid, states json?, team text?, until at, limit int
-- col: id uuid
SELECT k.id
  FROM callback k
 WHERE k.customer = $1 AND k.due_at < $4
   AND ($2 IS NULL OR k.state IN (SELECT value FROM json_each($2)))
   AND ($3 IS NULL OR k.team = $3)
   AND {scope}
 ORDER BY k.due_at, k.id
 LIMIT $5;

-- Open ones that this person has to call: their own, and their teams' that
-- nobody has, whose owner is gone, or that are late.

-- name: callback_mine :many
-- scope: agent callback k
-- param: agent uuid, until at, late at, limit int
-- col: id uuid, due_at at
SELECT m.id, m.due_at
  FROM (SELECT k.id, k.due_at
          FROM callback k
         WHERE k.state = 'open' AND k.owner = $1 AND k.due_at < $2
           AND {scope}
        UNION ALL
        SELECT k.id, k.due_at
          FROM callback k
          LEFT JOIN agent o ON o.id = k.owner
         WHERE k.state = 'open' AND k.due_at < $2
           AND k.team IN (SELECT x.team FROM team_member x
                           WHERE x.agent = $1)
           AND (k.owner IS NULL
                OR (k.owner <> $1 AND (o.active = 0
                    OR COALESCE(k.until_at, k.due_at) < $3)))
           AND {scope}) AS m
 ORDER BY m.due_at, m.id
 LIMIT $4;

-- ---- what a promise needs to know ------------------------------------------

-- name: callback_person :one
-- The number of a customer to use first, its hours, and the clock they live
-- by. Open here: who promises a call may note its number.
-- scope: agent customer c
-- param: customer uuid
-- col: name text, phone text, hours text, zone text
SELECT c.name,
       p.value AS phone, p.hours, b.zone
  FROM customer c
  LEFT JOIN branch b ON b.code = c.branch
  LEFT JOIN contact_point p ON p.customer = c.id
   AND (p.kind = 'phone' OR p.kind = 'whatsapp')
 WHERE c.id = $1 AND {scope}
 ORDER BY p.preferred DESC, CASE p.kind WHEN 'phone' THEN 0 ELSE 1 END,
       p.position, p.id
 LIMIT 1;

-- name: callback_zone :one
-- The clock of somebody's own branch, else their own.
-- param: agent uuid
-- col: zone text
SELECT COALESCE(b.zone, a.zone) AS zone
  FROM agent a
  LEFT JOIN branch b ON b.code = a.branch
 WHERE a.id = $1;
