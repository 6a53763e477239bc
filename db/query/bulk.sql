-- bulk.sql - one change of many tickets, as the log has it.

-- name: bulk_plan :one
-- param: id uuid
-- col: n int, body json, op uuid, undone bool
SELECT e.n, e.body, e.op, CASE WHEN u.event IS NULL THEN 0 ELSE 1 END AS undone
  FROM event_log e
  LEFT JOIN undone u ON u.event = e.n
 WHERE e.entity_id = $1 AND e.kind = 'ticket.bulk'
 ORDER BY e.n
 LIMIT 1;

-- name: bulk_step :one
-- The event of one step on one ticket.
-- param: ticket uuid, op uuid
-- col: n int, actor uuid, undone bool
SELECT e.n, e.actor, CASE WHEN u.event IS NULL THEN 0 ELSE 1 END AS undone
  FROM event_log e
  LEFT JOIN undone u ON u.event = e.n
 WHERE e.entity_id = $1 AND e.op = $2
 ORDER BY e.n
 LIMIT 1;

-- name: bulk_number :one
-- What a ticket is called by who may see it.
-- scope: agent ticket t
-- param: id uuid
-- col: number int
SELECT t.number
  FROM ticket t
 WHERE t.id = $1 AND {scope};
