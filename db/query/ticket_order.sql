-- ticket_order.sql - tickets in an order that no index has of all of them: what
-- fits was gathered first (core/ticket_order.c), leads value by value, or all are
-- looked through.
--
-- Who has no team or no holder comes last, up and down; what is alike in it
-- the newest first.

-- part: ticket_order_key
CASE WHEN $1 = 2 THEN 0 ELSE t.created_at END AS made,
               CASE $1
               WHEN 1 THEN $2 * t.priority
               WHEN 2 THEN $2 * t.updated_at
               WHEN 3 THEN $2 * CASE t.state
                    WHEN 'new' THEN 1 WHEN 'open' THEN 2
                    WHEN 'referred' THEN 3 WHEN 'pending-customer' THEN 4
                    WHEN 'pending-third-party' THEN 5
                    WHEN 'scheduled' THEN 6 WHEN 'resolved' THEN 7
                    WHEN 'closed' THEN 8 WHEN 'merged' THEN 9 ELSE 10 END
               WHEN 4 THEN CASE WHEN t.team IS NULL THEN 1 ELSE 0 END
               WHEN 5 THEN CASE WHEN t.owner IS NULL THEN 1 ELSE 0 END
               ELSE 0 END AS key,
               COALESCE(CASE $1
               WHEN 4 THEN (SELECT om.name FROM team om
                             WHERE om.code = t.team)
               WHEN 5 THEN (SELECT oa.name_sort FROM agent oa
                             WHERE oa.id = t.owner)
               WHEN 6 THEN (SELECT oc.name_sort FROM customer_named oc
                             WHERE oc.id = t.customer)
               END, '') AS name

-- part: ticket_order_behind
(x.key > $3
        OR (x.key = $3
            AND (CASE WHEN $2 > 0 THEN x.name > $4 ELSE x.name < $4 END
                 OR (x.name = $4
                     AND (x.made < $5 OR (x.made = $5 AND x.id < $6))))))
 ORDER BY x.key, CASE WHEN $2 > 0 THEN x.name END,
          CASE WHEN $2 < 0 THEN x.name END DESC, x.made DESC, x.id DESC

-- name: ticket_order_these :many
-- scope: agent ticket t
-- param: by int, sign int, from_key int, from_name text, from_made int, from_id uuid, ids json, limit int
-- col: id uuid, key int, name text, made int
SELECT x.id, x.key, x.name, x.made
  FROM (SELECT t.id, {ticket_order_key}
          FROM json_each($7) j /*sl CROSS */ JOIN ticket t ON t.id = j.value
         WHERE {scope}) AS x
 WHERE {ticket_order_behind}
 LIMIT $8;

-- name: ticket_order_of :many
-- Of those that words lead to, what fits.
-- scope: agent ticket t
-- param: by int, sign int, from_key int, from_name text, from_made int, from_id uuid, ids json, limit int
-- with: ticket_fits
-- col: id uuid, key int, name text, made int
SELECT x.id, x.key, x.name, x.made
  FROM (SELECT t.id, {ticket_order_key}
          FROM json_each($7) j /*sl CROSS */ JOIN ticket t ON t.id = j.value
         WHERE {ticket_fits}
           AND {scope}) AS x
 WHERE {ticket_order_behind}
 LIMIT $8;

-- name: ticket_order_any :many
-- scope: agent ticket t
-- param: by int, sign int, from_key int, from_name text, from_made int, from_id uuid, limit int
-- with: ticket_fits
-- col: id uuid, key int, name text, made int
SELECT x.id, x.key, x.name, x.made
  FROM (SELECT t.id, {ticket_order_key}
          FROM ticket t
         WHERE {ticket_fits}
           AND {scope}) AS x
 WHERE {ticket_order_behind}
 LIMIT $7;

-- name: ticket_order_customers :many
-- Of these customers, what fits.
-- scope: agent ticket t
-- param: by int, sign int, from_key int, from_name text, from_made int, from_id uuid, of_customers json, limit int
-- with: ticket_fits
-- col: id uuid, key int, name text, made int
SELECT x.id, x.key, x.name, x.made
  FROM (SELECT t.id, {ticket_order_key}
          FROM json_each($7) j /*sl CROSS */ JOIN ticket t ON t.customer = j.value
         WHERE {ticket_fits}
           AND {scope}) AS x
 WHERE {ticket_order_behind}
 LIMIT $8;

-- name: ticket_customers_up :many
-- scope: none (who leads to tickets that are cut by their own scope)
-- param: from_name text, limit int
-- col: id uuid, name text
SELECT c.id, c.name_sort AS name
  FROM customer c
 WHERE c.name_sort >= $1
 ORDER BY c.name_sort, c.id
 LIMIT $2;

-- name: ticket_customers_down :many
-- scope: none (who leads to tickets that are cut by their own scope)
-- param: from_name text, limit int
-- col: id uuid, name text
SELECT c.id, c.name_sort AS name
  FROM customer c
 WHERE c.name_sort <= $1
 ORDER BY c.name_sort DESC, c.id DESC
 LIMIT $2;

-- name: ticket_customers_last :one
-- scope: none (where the names end, shown to nobody)
-- col: name text
SELECT c.name_sort AS name
  FROM customer c
 ORDER BY c.name_sort DESC, c.id DESC
 LIMIT 1;

-- name: ticket_order_teams :many
-- col: code text, name text
SELECT code, name
  FROM team
 ORDER BY name, code;

-- name: ticket_order_holders :many
-- col: id uuid, name text
SELECT id, name_sort AS name
  FROM agent
 ORDER BY name_sort, id;

-- name: ticket_order_changed :many
-- What was changed last first; ticket_changed leads.
-- scope: agent ticket t
-- param: from_at at, from_id uuid, limit int
-- with: ticket_fits
-- col: id uuid
SELECT t.id
  FROM ticket t
 WHERE t.updated_at <= $1 AND (t.updated_at < $1 OR t.id < $2)
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.updated_at DESC, t.id DESC
 LIMIT $3;

-- name: ticket_order_unchanged :many
-- What nothing was done about for longest first.
-- scope: agent ticket t
-- param: from_at at, from_id uuid, limit int
-- with: ticket_fits
-- col: id uuid
SELECT t.id
  FROM ticket t
 WHERE t.updated_at >= $1 AND (t.updated_at > $1 OR t.id < $2)
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.updated_at, t.id DESC
 LIMIT $3;
