-- household.sql - who belongs together, and why.

-- name: household_list :many ahead general
-- Everybody of the customer's household, the customer first.
-- scope: agent customer c
-- param: customer uuid, since at
-- col: household uuid, household_name text, customer uuid, name text, relation text, reason text, products int, value int
SELECT h.id AS household, h.name AS household_name, m.customer, c.name,
       m.relation, m.reason,
       (SELECT count(*) FROM asset s WHERE s.customer = m.customer)
           AS products,
       CAST(COALESCE((SELECT sum(p.amount) FROM purchase p
         WHERE p.customer = m.customer AND p.at >= $2), 0) AS BIGINT)
           AS value
  FROM household_member o
  JOIN household h ON h.id = o.household
  JOIN household_member m ON m.household = o.household
  JOIN customer c ON c.id = m.customer
 WHERE o.customer = $1 AND {scope}
 ORDER BY CASE WHEN m.customer = $1 THEN 0 ELSE 1 END, m.since_at, m.customer
 LIMIT 50;

-- name: household_maybe :many ahead general
-- Who has a telephone or an address of theirs; why is phone or address. CROSS:
-- else SQLite begins with all telephones there are.
-- scope: agent customer c
-- param: customer uuid
-- col: customer uuid, name text, kind text, why text
SELECT c.id AS customer, c.name, c.kind, 'phone' AS why
  FROM contact_point p
  /*sl CROSS */ JOIN search_key k ON k.kind = 'phone' AND k.key_fold = p.norm
  JOIN customer c ON c.id = k.customer
 WHERE p.customer = $1 AND p.kind = 'phone' AND c.id <> $1
   AND {scope}
UNION ALL
SELECT c.id AS customer, c.name, c.kind, 'address' AS why
  FROM contact_point p
  JOIN contact_point q ON q.norm = p.norm AND q.kind = 'address'
  JOIN customer c ON c.id = q.customer
 WHERE p.customer = $1 AND p.kind = 'address' AND c.id <> $1
   AND {scope}
 LIMIT 40;

-- name: household_of :one
-- param: customer uuid
-- col: household uuid, name text, n int
SELECT o.household, h.name, (SELECT count(*) FROM household_member m
                              WHERE m.household = o.household) AS n
  FROM household_member o
  JOIN household h ON h.id = o.household
 WHERE o.customer = $1;

-- name: household_add :batch
-- param: id uuid, name text, at at
INSERT INTO household (id, name, created_at)
VALUES ($1, $2, $3);

-- name: household_put :batch
-- param: customer uuid, household uuid, relation text, reason text, who uuid?, at at
INSERT INTO household_member (customer, household, relation, reason, who,
       since_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: household_drop :exec
-- param: customer uuid
DELETE FROM household_member
 WHERE customer = $1;

-- name: household_members :many
-- param: household uuid
-- col: customer uuid
SELECT customer
  FROM household_member
 WHERE household = $1
 ORDER BY customer;

-- name: household_alone :exec
-- Of two one left: the other is no household.
-- param: household uuid
DELETE FROM household_member
 WHERE household = $1
   AND (SELECT count(*) FROM household_member m WHERE m.household = $1) = 1;
