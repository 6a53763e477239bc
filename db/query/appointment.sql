-- appointment.sql - a place in a branch at a time.

-- name: appointment_put :exec
-- scope: none (a new appointment)
-- param: id uuid, number int, customer uuid?, who text, phone text, branch text, service text, vehicle text, note text, start_at at, end_at at, zone text, team text?, owner uuid?, created_by uuid?, interaction uuid?, ticket uuid?, previous uuid?, override text, remind_at at?, letter_at at?, at at
INSERT INTO appointment (id, number, customer, who, phone, branch, service,
       vehicle, note, state, start_at, end_at, zone, team, owner, created_by,
       interaction, ticket, previous, override, result, remind_at,
       reminded_at, letter_at, created_at, done_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'booked', $10, $11, $12, $13, $14,
       $15, $16, $17, $18, $19, '', $20, NULL, $21, $22, NULL, 1);

-- name: appointment_take :one
-- The row to change, locked. Open here for the log's sake.
-- scope: agent appointment p
-- param: id uuid
-- col: id uuid, number int, customer uuid, who text, phone text, branch text, service text, vehicle text, note text, state text, start_at at, end_at at, zone text, team text, owner uuid, created_by uuid, interaction uuid, ticket uuid, override text, result text, remind_at at, reminded_at at, lettered_at at, version int
SELECT p.id, p.number, p.customer, p.who, p.phone, p.branch, p.service,
       p.vehicle, p.note, p.state, p.start_at, p.end_at, p.zone, p.team,
       p.owner, p.created_by, p.interaction, p.ticket, p.override, p.result,
       p.remind_at, p.reminded_at, p.lettered_at, p.version
  FROM appointment p
 WHERE p.id = $1 AND {scope} /*pg FOR UPDATE OF p */;

-- name: appointment_save :exec
-- Changes no row when somebody saved it after we read it.
-- scope: none (the row was taken through its scope)
-- param: id uuid, version int, state text, result text, done_at at?
UPDATE appointment
   SET state = $3, result = $4, done_at = $5, version = version + 1
 WHERE id = $1 AND version = $2;

-- name: appointment_number :one
-- scope: agent appointment p
-- param: number int
-- col: id uuid
SELECT p.id
  FROM appointment p
 WHERE p.number = $1 AND {scope};

-- name: appointment_number_of :one
-- scope: none (the outcome of the person's own write, told again)
-- param: id uuid
-- col: number int
SELECT p.number
  FROM appointment p
 WHERE p.id = $1;

-- name: appointment_rows :many
-- What a list shows; `ids` is a JSON list.
-- scope: agent appointment p
-- param: ids json
-- col: id uuid, number int, customer uuid, customer_name text, who text personal, phone text personal, branch text, branch_name text, service_code text, vehicle text, note text, state text, start_at at, end_at at, zone text, team text, owner uuid, owner_name text, interaction uuid, ticket uuid, ticket_number int, previous uuid, override text, result text, remind_at at, reminded_at at, letter_at at, lettered_at at, created_at at, done_at at, version int
SELECT p.id, p.number, p.customer,
       (SELECT c.name FROM customer_named c
         WHERE c.id = p.customer) AS customer_name,
       p.who, p.phone,
       p.branch, b.name AS branch_name, p.service AS service_code, p.vehicle, p.note, p.state,
       p.start_at, p.end_at, p.zone, p.team, p.owner, o.name AS owner_name,
       p.interaction, t.id AS ticket, t.number AS ticket_number, p.previous,
       p.override, p.result, p.remind_at, p.reminded_at, p.letter_at,
       p.lettered_at, p.created_at, p.done_at, p.version
  FROM appointment p
  JOIN branch b ON b.code = p.branch
  LEFT JOIN ticket t ON t.id = p.ticket AND {ticket_scope}
  LEFT JOIN agent o ON o.id = p.owner
 WHERE p.id IN (SELECT value FROM json_each($1)) AND {scope}
 ORDER BY p.start_at, p.branch, p.id;

-- name: appointment_pick :many
-- The next first; `states` is a JSON list.
-- scope: agent appointment p
-- param: states json?, from_at at, to_at at, limit int
-- col: id uuid
SELECT p.id
  FROM appointment p
 WHERE p.start_at >= $2 AND p.start_at < $3
   AND ($1 IS NULL OR p.state IN (SELECT value FROM json_each($1)))
   AND {scope}
 ORDER BY p.start_at, p.id
 LIMIT $4;

-- name: appointment_pick_branch :many
-- scope: agent appointment p
-- param: branch text, states json?, from_at at, to_at at, limit int
-- col: id uuid
SELECT p.id
  FROM appointment p
 WHERE p.branch = $1 AND p.start_at >= $3 AND p.start_at < $4
   AND ($2 IS NULL OR p.state IN (SELECT value FROM json_each($2)))
   AND {scope}
 ORDER BY p.start_at, p.id
 LIMIT $5;

-- name: appointment_pick_customer :many
-- scope: agent appointment p
-- param: customer uuid, states json?, from_at at, to_at at, limit int
-- col: id uuid
SELECT p.id
  FROM appointment p
 WHERE p.customer = $1 AND p.start_at >= $3 AND p.start_at < $4
   AND ($2 IS NULL OR p.state IN (SELECT value FROM json_each($2)))
   AND {scope}
 ORDER BY p.start_at, p.id
 LIMIT $5;

-- ---- slots -----------------------------------------------------------------

-- name: slot_taken :many
-- Tells how much is taken, not by whom.
-- param: branch text, service text, from_at at, to_at at
-- col: start_at at, place int
SELECT start_at, place
  FROM slot_place
 WHERE branch = $1 AND service = $2 AND start_at >= $3 AND start_at < $4
 ORDER BY start_at, place;

-- name: slot_take :exec
-- param: branch text, service text, start_at at, place int, appointment uuid
INSERT INTO slot_place (branch, service, start_at, place, appointment)
VALUES ($1, $2, $3, $4, $5);

-- name: slot_give :exec
-- param: appointment uuid
DELETE FROM slot_place WHERE appointment = $1;

-- ---- reminders -------------------------------------------------------------

-- name: appointment_due :many
-- Whose reminder is due.
-- scope: none (the program itself sweeps the whole centre)
-- param: now at, limit int
-- col: id uuid, version int
SELECT p.id, p.version
  FROM appointment p
 WHERE p.reminded_at IS NULL AND p.remind_at <= $1
   AND (p.state = 'booked' OR p.state = 'confirmed')
 ORDER BY p.remind_at, p.id
 LIMIT $2;

-- name: appointment_reminded :exec
-- Changes no row when it was told already.
-- scope: none (the row was taken through its scope)
-- param: id uuid, version int, at at
UPDATE appointment
   SET reminded_at = $3, version = version + 1
 WHERE id = $1 AND version = $2 AND reminded_at IS NULL;

-- name: agent_here :one
-- May somebody still be told?
-- param: id uuid
-- col: active int, lang text
SELECT active, lang
  FROM agent
 WHERE id = $1;

-- ---- letters to the customer -----------------------------------------------

-- name: appointment_letters :many
-- Whose letter is due.
-- scope: none (the program itself sweeps the whole centre)
-- param: now at, limit int
-- col: id uuid, zone text
SELECT p.id, p.zone
  FROM appointment p
 WHERE p.letter_at IS NOT NULL AND p.lettered_at IS NULL AND p.letter_at <= $1
   AND (p.state = 'booked' OR p.state = 'confirmed')
 ORDER BY p.letter_at, p.id
 LIMIT $2;

-- name: appointment_lettered :exec
-- Changes no row when it was done already.
-- scope: none (the row was taken through its scope)
-- param: id uuid, version int, at at
UPDATE appointment
   SET lettered_at = $3, version = version + 1
 WHERE id = $1 AND version = $2 AND lettered_at IS NULL;

-- name: appointment_address :one
-- Where a customer is reached by e-mail, or by a phone for WhatsApp.
-- scope: none (of the appointment that was taken through its scope)
-- param: customer uuid, kind text, other text
-- col: value text, lang text, name text
SELECT p.value, c.lang, c.name
  FROM customer c
  JOIN contact_point p ON p.customer = c.id
 WHERE c.id = $1 AND (p.kind = $2 OR p.kind = $3)
 ORDER BY CASE p.kind WHEN $2 THEN 0 ELSE 1 END, p.position
 LIMIT 1;

-- name: whole_appointments :many ahead general
-- Those of a customer that are to come, the next first.
-- scope: agent appointment p
-- param: customer uuid, from_at at, limit int
-- col: id uuid, number int, branch_name text, service_code text, vehicle text, state text, start_at at, end_at at, lettered_at at
SELECT p.id, p.number, b.name AS branch_name, p.service AS service_code,
       p.vehicle, p.state, p.start_at, p.end_at, p.lettered_at
  FROM appointment p
  JOIN branch b ON b.code = p.branch
 WHERE p.customer = $1 AND p.start_at >= $2
   AND (p.state = 'booked' OR p.state = 'confirmed')
   AND {scope}
 ORDER BY p.start_at, p.id
 LIMIT $3;
