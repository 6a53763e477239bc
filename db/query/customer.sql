-- customer.sql - who we serve: customers, ways to reach them, what they own.

-- name: customer_add :exec
-- scope: none (a new customer)
-- param: id uuid, kind text, name text, name_fold text, name_sort text, national_id text?, born text?, lang text, segment text, branch text?, created_by uuid?, external text?, at at
INSERT INTO customer (id, kind, name, name_fold, name_sort, national_id, born,
       lang, segment, branch, created_by, external, created_at, updated_at,
       version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, 1);

-- name: customer_get :one ahead general
-- scope: agent customer c
-- param: id uuid
-- col: id uuid, kind text, name text, national_id text personal, born text personal, lang text, segment text, branch text, branch_name text, city text, team text, owner uuid, owner_name text, external text, created_at at, updated_at at, version int
SELECT c.id, c.kind, c.name, c.national_id, c.born, c.lang, c.segment,
       c.branch, b.name AS branch_name, b.city, c.team, c.owner,
       o.name AS owner_name, c.external, c.created_at, c.updated_at, c.version
  FROM customer c
  LEFT JOIN branch b ON b.code = c.branch
  LEFT JOIN agent o ON o.id = c.owner
 WHERE c.id = $1 AND {scope};

-- name: customer_list :many
-- By name, after the one given.
-- scope: agent customer c
-- param: after_sort text, after uuid, limit int
-- col: id uuid, name text, kind text, segment text, branch text, created_at at, name_sort text
SELECT c.id, c.name, c.kind, c.segment, c.branch, c.created_at, c.name_sort
  FROM customer c
 WHERE (c.name_sort, c.id) > ($1, $2) AND {scope}
 ORDER BY c.name_sort, c.id
 LIMIT $3;

-- name: customer_take :one
-- The row to change, locked. Its columns are open here because a change must
-- tell the old value to the log; only customer.c asks, and shows none of it.
-- scope: agent customer c
-- param: id uuid
-- col: id uuid, kind text, name text, national_id text, born text, lang text, segment text, branch text, external text, version int
SELECT c.id, c.kind, c.name, c.national_id, c.born, c.lang, c.segment,
       c.branch, c.external, c.version
  FROM customer c
 WHERE c.id = $1 AND {scope} /*pg FOR UPDATE OF c */;

-- name: customer_save :exec
-- Changes no row when somebody saved it after we read it.
-- scope: none (the row was taken through its scope)
-- param: id uuid, version int, kind text, name text, name_fold text, name_sort text, national_id text?, born text?, lang text, segment text, branch text?, external text?, at at
UPDATE customer
   SET kind = $3, name = $4, name_fold = $5, name_sort = $6, national_id = $7,
       born = $8, lang = $9, segment = $10, branch = $11, external = $12,
       updated_at = $13, version = version + 1
 WHERE id = $1 AND version = $2;

-- name: customer_touch :exec
-- scope: none (the row was taken through its scope)
-- param: id uuid, at at
UPDATE customer
   SET updated_at = $2, version = version + 1
 WHERE id = $1;

-- name: customer_same_rut :one
-- scope: none (a RUT is given once, whoever may see its owner)
-- param: national_id text, but uuid
-- col: n int
SELECT /*pg cabina_same_rut($1, $2) AS n */
       /*sl count(*) AS n
  FROM customer c
 WHERE c.national_id = $1 AND c.id <> $2 */;

-- name: customer_branch :one
-- param: code text
-- col: name text, retired_at at
SELECT name, retired_at
  FROM branch
 WHERE code = $1;

-- ---- ways to reach them -----------------------------------------------------

-- name: contact_add :exec
-- Behind those of its kind that are there.
-- param: id uuid, customer uuid, kind text, value text, norm text, label text, at at
INSERT INTO contact_point (id, customer, kind, value, norm, label, position,
       verified_at, created_at, version)
SELECT $1, $2, $3, $4, $5, $6, COALESCE(max(p.position) + 1, 0), NULL, $7, 1
  FROM contact_point p
 WHERE p.customer = $2 AND p.kind = $3;

-- name: contact_list :many ahead general
-- scope: agent customer c
-- param: customer uuid
-- col: id uuid, kind text, value text personal, label text, position int, preferred bool, hours text, verified_at at, created_at at
SELECT p.id, p.kind, p.value, p.label, p.position, p.preferred, p.hours,
       p.verified_at, p.created_at
  FROM contact_point p
  JOIN customer c ON c.id = p.customer
 WHERE p.customer = $1 AND {scope}
 ORDER BY p.kind DESC, p.position, p.id;

-- name: contact_take :one
-- Open, because the log is told what was removed; nothing is shown of it.
-- param: id uuid, customer uuid
-- col: kind text, value text, verified_at at
SELECT kind, value, verified_at
  FROM contact_point
 WHERE id = $1 AND customer = $2;

-- name: contact_same :one
-- param: customer uuid, kind text, norm text
-- col: n int
SELECT count(*) AS n
  FROM contact_point
 WHERE customer = $1 AND kind = $2 AND norm = $3;

-- name: contact_prefer :exec
-- The one to use, and when; no other of the customer is.
-- param: customer uuid, id uuid, hours text
UPDATE contact_point
   SET preferred = CASE WHEN id = $2 THEN 1 ELSE 0 END,
       hours = CASE WHEN id = $2 THEN $3 ELSE '' END
 WHERE customer = $1;

-- name: contact_preferred :many
-- Those that another choice changes: what was preferred, and `id`.
-- param: customer uuid, id uuid
-- col: id uuid
SELECT p.id
  FROM contact_point p
 WHERE p.customer = $1 AND (p.id = $2 OR p.preferred = 1 OR p.hours <> '')
 ORDER BY p.id;

-- name: contact_verify :exec
-- param: id uuid, at at
UPDATE contact_point
   SET verified_at = $2, version = version + 1
 WHERE id = $1;

-- name: contact_drop :exec
-- param: id uuid
DELETE FROM contact_point
 WHERE id = $1;

-- ---- what they own and bought -------------------------------------------------

-- name: asset_add :exec
-- param: id uuid, customer uuid, kind text, brand text, model text, year int?, plate text?, serial text?, bought_at at?, warranty_at at?, service text, at at
INSERT INTO asset (id, customer, kind, brand, model, year, plate, serial,
       bought_at, warranty_at, service, created_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1);

-- name: asset_of :one
-- Whose it is.
-- param: id uuid, customer uuid
-- col: n int
SELECT count(*) AS n
  FROM asset
 WHERE id = $1 AND customer = $2;

-- name: asset_list :many ahead general
-- scope: agent customer c
-- param: customer uuid
-- col: id uuid, kind text, brand text, model text, year int, plate text, serial text, bought_at at, warranty_at at, service text
SELECT s.id, s.kind, s.brand, s.model, s.year, s.plate, s.serial, s.bought_at,
       s.warranty_at, s.service
  FROM asset s
  JOIN customer c ON c.id = s.customer
 WHERE s.customer = $1 AND {scope}
 ORDER BY s.bought_at DESC NULLS LAST, s.id
 LIMIT 200;

-- name: purchase_list :many
-- scope: agent customer c
-- param: customer uuid, limit int
-- col: id uuid, at at, what text, amount int, currency text, branch text, asset uuid
SELECT p.id, p.at, p.what, p.amount, p.currency, p.branch, p.asset
  FROM purchase p
  JOIN customer c ON c.id = p.customer
 WHERE p.customer = $1 AND {scope}
 ORDER BY p.at DESC, p.id
 LIMIT $2;
