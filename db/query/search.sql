-- search.sql - finding customers: prefix ranges over folded keys.

-- name: search_key_add :batch
-- param: kind text, key_fold text, customer uuid, source uuid
INSERT INTO search_key (kind, key_fold, customer, source)
VALUES ($1, $2, $3, $4)
ON CONFLICT (kind, key_fold, customer, source) DO NOTHING;

-- name: search_key_drop :exec
-- param: source uuid, kind text?
DELETE FROM search_key
 WHERE source = $1 AND ($2 IS NULL OR kind = $2);

-- name: search_width :one ahead
-- How many keys a range has, counted to `most`: which word to begin with.
-- param: kind text, lo text, hi text, most int
-- col: n int
SELECT count(*) AS n
  FROM (SELECT 1 AS one
          FROM search_key
         WHERE kind = $1 AND key_fold >= $2 AND key_fold < $3
         LIMIT $4) AS range_keys;

-- A name's keys have the customer as their source, so further words are looked
-- up by source; without being told, SQLite walks the whole range of the other
-- word for each customer.

-- name: search_name :many
-- Customers with a word in each range, all of which are wide: many fit, so the
-- first are soon found.
-- scope: agent customer c
-- param: lo1 text, hi1 text, lo2 text?, hi2 text?, lo3 text?, hi3 text?, lo4 text?, hi4 text?, lo5 text?, hi5 text?, lo6 text?, hi6 text?, limit int
-- col: id uuid, name text, name_sort text
SELECT c.id, c.name, c.name_sort
  FROM search_key k
  JOIN customer c ON c.id = k.customer
 WHERE k.kind = 'name' AND k.key_fold >= $1 AND k.key_fold < $2
   AND ($3 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.source AND o.kind = 'name'
          AND o.key_fold >= $3 AND o.key_fold < $4))
   AND ($5 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.source AND o.kind = 'name'
          AND o.key_fold >= $5 AND o.key_fold < $6))
   AND ($7 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.source AND o.kind = 'name'
          AND o.key_fold >= $7 AND o.key_fold < $8))
   AND ($9 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.source AND o.kind = 'name'
          AND o.key_fold >= $9 AND o.key_fold < $10))
   AND ($11 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.source AND o.kind = 'name'
          AND o.key_fold >= $11 AND o.key_fold < $12))
   AND {scope}
 LIMIT $13;

-- name: search_name_few :many
-- The same where the first two ranges are short (they may be one): reading both
-- costs less than looking up each customer of one.
-- scope: agent customer c
-- param: lo1 text, hi1 text, lo2 text, hi2 text, lo3 text?, hi3 text?, lo4 text?, hi4 text?, lo5 text?, hi5 text?, lo6 text?, hi6 text?, limit int
-- col: id uuid, name text, name_sort text
SELECT c.id, c.name, c.name_sort
  FROM (SELECT a.source FROM search_key a
         WHERE a.kind = 'name' AND a.key_fold >= $1 AND a.key_fold < $2
        INTERSECT
        SELECT b.source FROM search_key b
         WHERE b.kind = 'name' AND b.key_fold >= $3 AND b.key_fold < $4) AS k
  JOIN customer c ON c.id = k.source
 WHERE 1 = 1
   AND ($5 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.source AND o.kind = 'name'
          AND o.key_fold >= $5 AND o.key_fold < $6))
   AND ($7 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.source AND o.kind = 'name'
          AND o.key_fold >= $7 AND o.key_fold < $8))
   AND ($9 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.source AND o.kind = 'name'
          AND o.key_fold >= $9 AND o.key_fold < $10))
   AND ($11 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.source AND o.kind = 'name'
          AND o.key_fold >= $11 AND o.key_fold < $12))
   AND {scope}
 LIMIT $13;

-- name: search_value :many
-- scope: agent customer c
-- param: kind text, lo text, hi text, limit int
-- col: id uuid, name text, name_sort text, key_fold text
SELECT c.id, c.name, c.name_sort, k.key_fold
  FROM search_key k
  JOIN customer c ON c.id = k.customer
 WHERE k.kind = $1 AND k.key_fold >= $2 AND k.key_fold < $3
   AND {scope}
 LIMIT $4;

-- name: search_near :many
-- Words of names in sight that begin so, each with a name that has it.
-- scope: agent customer c
-- param: lo text, hi text, limit int
-- col: key_fold text, name text
SELECT k.key_fold, min(c.name) AS name
  FROM search_key k
  JOIN customer c ON c.id = k.customer
 WHERE k.kind = 'name' AND k.key_fold >= $1 AND k.key_fold < $2
   AND {scope}
 GROUP BY k.key_fold
 ORDER BY k.key_fold
 LIMIT $3;

-- name: search_ticket :one
-- scope: agent ticket t
-- param: number int
-- col: id uuid, customer uuid
SELECT t.id, t.customer
  FROM ticket t
 WHERE t.number = $1 AND {scope};

-- name: search_rows :many ahead general
-- What a hit shows; `ids` is a JSON list.
-- scope: agent customer c
-- param: ids json
-- col: id uuid, name text, name_sort text, kind text, segment text, national_id text personal, branch text, city text, phone text personal, asset text
WITH seen AS (
SELECT c.id, c.name, c.name_sort, c.kind, c.segment, c.national_id, c.branch
  FROM customer c
 WHERE c.id IN (SELECT value FROM json_each($1)) AND {scope})
SELECT s.id, s.name, s.name_sort, s.kind, s.segment, s.national_id, s.branch,
       b.city,
       (SELECT p.value FROM contact_point p
         WHERE p.customer = s.id AND p.kind = 'phone'
         ORDER BY p.position, p.id LIMIT 1) AS phone,
       (SELECT x.brand || ' ' || x.model || ' ' ||
               COALESCE(x.plate, x.serial, '')
          FROM asset x
         WHERE x.customer = s.id
         ORDER BY x.bought_at DESC NULLS LAST, x.id LIMIT 1) AS asset
  FROM seen s
  LEFT JOIN branch b ON b.code = s.branch;

-- name: search_open :many ahead general
-- Tickets not yet done, of those the person may see.
-- scope: agent ticket t
-- param: ids json
-- col: customer uuid, n int
SELECT t.customer, count(*) AS n
  FROM ticket t
 WHERE t.customer IN (SELECT value FROM json_each($1))
   AND t.state NOT IN ('resolved', 'closed', 'merged', 'cancelled')
   AND {scope}
 GROUP BY t.customer;

-- name: search_last :many ahead general
-- The last contact of each, of those the person may see.
-- scope: agent interaction i
-- param: ids json
-- col: customer uuid, at at
SELECT j.value AS customer,
       (SELECT i.started_at FROM interaction i
         WHERE i.customer = j.value AND {scope}
         ORDER BY i.started_at DESC LIMIT 1) AS at
  FROM json_each($1) j;

-- name: search_mixed :many
-- Who has a key in the range and, if asked, a word of the name in each other.
-- scope: agent customer c
-- param: kind text, lo text, hi text, lo1 text?, hi1 text?, lo2 text?, hi2 text?, lo3 text?, hi3 text?, limit int
-- col: id uuid, name text, name_sort text, norm text
SELECT c.id, c.name, c.name_sort, p.norm
  FROM search_key k
  JOIN customer c ON c.id = k.customer
  LEFT JOIN contact_point p ON p.id = k.source
 WHERE k.kind = $1 AND k.key_fold >= $2 AND k.key_fold < $3
   AND ($4 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.customer AND o.kind = 'name'
          AND o.key_fold >= $4 AND o.key_fold < $5))
   AND ($6 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.customer AND o.kind = 'name'
          AND o.key_fold >= $6 AND o.key_fold < $7))
   AND ($8 IS NULL OR EXISTS (SELECT 1
        FROM search_key o /*sl INDEXED BY search_key_source */
        WHERE o.source = k.customer AND o.kind = 'name'
          AND o.key_fold >= $8 AND o.key_fold < $9))
   AND {scope}
 LIMIT $10;

-- ---- who may be calling --------------------------------------------------------

-- name: caller_near :many
-- Of the households of these; of is whose.
-- scope: agent customer c
-- param: ids json, limit int
-- col: id uuid, name_sort text, of text
SELECT c.id, c.name_sort, min(h.name) AS of
  FROM household_member o
  JOIN household h ON h.id = o.household
  JOIN household_member m ON m.household = o.household
  JOIN customer c ON c.id = m.customer
 WHERE o.customer IN (SELECT value FROM json_each($1))
   AND m.customer NOT IN (SELECT value FROM json_each($1))
   AND {scope}
 GROUP BY c.id, c.name_sort
 LIMIT $2;

-- name: caller_before :many
-- scope: agent interaction i
-- param: caller text, printed text, digits text, limit int
-- col: customer uuid
SELECT DISTINCT i.customer
  FROM interaction i
 WHERE (i.caller = $1 OR i.caller = $2 OR i.caller = $3)
   AND i.caller <> '' AND i.customer IS NOT NULL
   AND {scope}
 LIMIT $4;

-- name: caller_refused :many
-- param: number text
-- col: customer uuid
SELECT customer
  FROM caller_not
 WHERE number = $1;

-- name: caller_not_add :exec
-- param: number text, customer uuid, agent uuid?, at at
INSERT INTO caller_not (number, customer, agent, at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (number, customer) DO NOTHING;
