-- reminder.sql - what somebody wants to be told at a time.

-- name: reminder_add :exec
-- param: id uuid, number int, agent uuid, ticket uuid?, text text, at at, made_by uuid, made_at at, every text, calendar text
INSERT INTO reminder (id, number, agent, ticket, text, at, made_by, made_at,
       every, calendar)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: reminder_take :one
-- scope: none (its ticket is named by its state alone, to the sweep)
-- param: id uuid
-- col: number int, agent uuid, ticket uuid, text text, at at, told_at at, ended_at at, every text, calendar text, times int, ticket_state text
SELECT r.number, r.agent, r.ticket, r.text, r.at, r.told_at, r.ended_at,
       r.every, r.calendar, r.times, t.state AS ticket_state
  FROM reminder r
  LEFT JOIN ticket t ON t.id = r.ticket
 WHERE r.id = $1 /*pg FOR UPDATE OF r */;

-- name: reminder_find :one
-- For oneself, or asked for by oneself.
-- param: number int, me uuid
-- col: id uuid
SELECT id FROM reminder WHERE number = $1 AND (agent = $2 OR made_by = $2);

-- name: reminder_end :exec
-- Changes no row when it is done already.
-- param: id uuid, at at
UPDATE reminder SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL;

-- name: reminder_told :exec
-- Changes no row when it was told, or is not needed any more.
-- param: id uuid, now at
UPDATE reminder
   SET told_at = $2
 WHERE id = $1 AND told_at IS NULL AND ended_at IS NULL AND at <= $2;

-- name: reminder_again :exec
-- It comes again. Changes no row when it was told, or is not needed any more.
-- param: id uuid, now at, was at, next at
UPDATE reminder
   SET at = $4, times = times + 1
 WHERE id = $1 AND at = $3 AND told_at IS NULL AND ended_at IS NULL
   AND at <= $2;

-- name: reminder_due :many
-- param: now at, limit int
-- col: id uuid
SELECT id
  FROM reminder
 WHERE told_at IS NULL AND ended_at IS NULL AND at <= $1
 ORDER BY at, id
 LIMIT $2;

-- name: reminder_list :many
-- scope: none (one's own, with the number of the ticket)
-- param: me uuid, all bool, limit int
-- col: number int, text text, at at, ticket uuid, ticket_number int, agent uuid, agent_name text, made_by_name text, told_at at, ended_at at, every text, times int
SELECT r.number, r.text, r.at, r.ticket, t.number AS ticket_number, r.agent,
       a.name AS agent_name, m.name AS made_by_name, r.told_at, r.ended_at,
       r.every, r.times
  FROM reminder r
  JOIN agent a ON a.id = r.agent
  JOIN agent m ON m.id = r.made_by
  LEFT JOIN ticket t ON t.id = r.ticket
 WHERE (r.agent = $1 OR r.made_by = $1)
   AND ($2 = 1 OR r.ended_at IS NULL)
 ORDER BY CASE WHEN r.ended_at IS NULL THEN 0 ELSE 1 END, r.at, r.number
 LIMIT $3;
