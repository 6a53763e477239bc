-- ticket_query.sql - tickets by a filter's words: one query for each index that
-- can lead, all with the same conditions behind it (core/ticket_query.c).
--
-- Lists are JSON; one that is not given holds for all. A range always has two
-- ends. What nobody owes any more has no rank.

-- part: ticket_fits
-- param: states json?, teams json?, teams_not json?, owners json?, owners_not json?, nobody int, types json?, types_not json?, kinds json?, branches json?, branches_not json?, segments json?, segments_not json?, priorities json?, created_from at, created_to at, changed_from at, changed_to at, resolved_from at, resolved_to at, rank_from int, rank_to int, customers json?, customers_not json?, desk uuid?, piece text?, piece_any text?, piece_states json?, piece_types json?, piece_owners json?, piece_teams json?, piece_lo text, piece_hi text, also text?, also_any text?, also_states json?, also_types json?, also_owners json?, also_teams json?, also_lo text, also_hi text
($1 IS NULL OR t.state IN (SELECT value FROM json_each($1)))
   AND ($2 IS NULL OR t.team IN (SELECT value FROM json_each($2)))
   AND ($3 IS NULL OR t.team IS NULL
        OR t.team NOT IN (SELECT value FROM json_each($3)))
   AND ($4 IS NULL OR t.owner IN (SELECT value FROM json_each($4)))
   AND ($5 IS NULL OR t.owner IS NULL
        OR t.owner NOT IN (SELECT value FROM json_each($5)))
   AND ($6 = 0 OR ($6 = 1 AND t.owner IS NULL)
        OR ($6 = 2 AND t.owner IS NOT NULL))
   AND ($7 IS NULL OR t.typification IN (SELECT value FROM json_each($7)))
   AND ($8 IS NULL
        OR t.typification NOT IN (SELECT value FROM json_each($8)))
   AND ($9 IS NULL OR EXISTS (
        SELECT 1 FROM typification y
         WHERE y.code = t.typification
           AND y.kind IN (SELECT value FROM json_each($9))))
   AND ($10 IS NULL OR t.branch IN (SELECT value FROM json_each($10)))
   AND ($11 IS NULL OR t.branch IS NULL
        OR t.branch NOT IN (SELECT value FROM json_each($11)))
   AND ($12 IS NULL OR EXISTS (
        SELECT 1 FROM customer_named sc
         WHERE sc.id = t.customer
           AND sc.segment IN (SELECT value FROM json_each($12))))
   AND ($13 IS NULL OR NOT EXISTS (
        SELECT 1 FROM customer_named sc
         WHERE sc.id = t.customer
           AND sc.segment IN (SELECT value FROM json_each($13))))
   AND ($14 IS NULL OR t.priority IN (
        SELECT CAST(value AS BIGINT) FROM json_each($14)))
   -- `+ 0`: what leads is another query's; PostgreSQL's general plan would
   -- gather all that were created in a range that is everything. A range that
   -- was not said is not asked: PostgreSQL would take it for one that drops most
   -- tickets, and SQLite leave an index that has all the rest.
   AND ($16 - $15 = 9223372036854775807
        OR t.created_at + 0 BETWEEN $15 AND $16)
   AND ($17 = 0 OR t.updated_at + 0 BETWEEN $17 AND $18)
   AND ($19 = 0 OR t.resolved_at + 0 BETWEEN $19 AND $20)
   AND ($21 = 0 OR t.rank + 0 BETWEEN $21 AND $22)
   AND ($23 IS NULL OR t.customer IN (SELECT value FROM json_each($23)))
   AND ($24 IS NULL OR t.customer IS NULL
        OR t.customer NOT IN (SELECT value FROM json_each($24)))
   AND ($25 IS NULL OR t.owner = $25 OR t.team IN (
        SELECT dm.team FROM team_member dm WHERE dm.agent = $25))
   -- A word of the text that is looked for: lets through whatever could have
   -- it. A subject is not stored folded: letters that may have had a mark fit
   -- any, and one with other letters always goes through. `|| ''`: by the
   -- names of the one customer, not by all who are called so.
   AND ($26 IS NULL
        OR t.subject /*pg I*/LIKE $27 ESCAPE '!'
        OR t.state IN (SELECT value FROM json_each($28))
        OR t.typification IN (SELECT value FROM json_each($29))
        OR t.owner IN (SELECT value FROM json_each($30))
        OR t.team IN (SELECT value FROM json_each($31))
        OR ('t-' || t.number) LIKE $26 ESCAPE '!'
        OR t.subject /*sl GLOB '*[^ -&(-_a-~À-Þà-ÿ¡¿]*'*//*pg ~ '[^ -&(-_a-~À-Þà-ÿ¡¿]'*/
        OR ($32 < $33 AND EXISTS (SELECT 1
           FROM /*sl search_key *//*pg name_in_sight */ sk
                /*sl INDEXED BY search_key_source */
           WHERE sk.source = t.customer AND sk.kind = 'name'
             AND sk.key_fold || '' >= $32
             AND sk.key_fold || '' < $33)))
   -- And another word of it.
   AND ($34 IS NULL
        OR t.subject /*pg I*/LIKE $35 ESCAPE '!'
        OR t.state IN (SELECT value FROM json_each($36))
        OR t.typification IN (SELECT value FROM json_each($37))
        OR t.owner IN (SELECT value FROM json_each($38))
        OR t.team IN (SELECT value FROM json_each($39))
        OR ('t-' || t.number) LIKE $34 ESCAPE '!'
        OR t.subject /*sl GLOB '*[^ -&(-_a-~À-Þà-ÿ¡¿]*'*//*pg ~ '[^ -&(-_a-~À-Þà-ÿ¡¿]'*/
        OR ($40 < $41 AND EXISTS (SELECT 1
           FROM /*sl search_key *//*pg name_in_sight */ sa
                /*sl INDEXED BY search_key_source */
           WHERE sa.source = t.customer AND sa.kind = 'name'
             AND sa.key_fold || '' >= $40
             AND sa.key_fold || '' < $41)))

-- ---- the newest first ------------------------------------------------------------

-- name: ticket_new_any :many
-- scope: agent ticket t
-- param: before_at at, before uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.created_at <= $1 AND (t.created_at < $1 OR t.id < $2)
   AND t.created_at >= $3
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $4;

-- name: ticket_new_state :many
-- scope: agent ticket t
-- param: state text, before_at at, before uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.state = $1
   AND t.created_at <= $2 AND (t.created_at < $2 OR t.id < $3)
   AND t.created_at >= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $5;

-- name: ticket_new_team :many
-- scope: agent ticket t
-- param: team text, state text, before_at at, before uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.team = $1 AND t.state = $2
   AND t.created_at <= $3 AND (t.created_at < $3 OR t.id < $4)
   AND t.created_at >= $5
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $6;

-- name: ticket_new_owner :many
-- scope: agent ticket t
-- param: owner uuid, state text, before_at at, before uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.owner = $1 AND t.state = $2
   AND t.created_at <= $3 AND (t.created_at < $3 OR t.id < $4)
   AND t.created_at >= $5
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $6;

-- name: ticket_new_customer :many
-- scope: agent ticket t
-- param: customer uuid, before_at at, before uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.customer = $1
   AND t.created_at <= $2 AND (t.created_at < $2 OR t.id < $3)
   AND t.created_at >= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $5;

-- name: ticket_new_type :many
-- scope: agent ticket t
-- param: type text, before_at at, before uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.typification = $1
   AND t.created_at <= $2 AND (t.created_at < $2 OR t.id < $3)
   AND t.created_at >= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $5;

-- name: ticket_new_resolved :many
-- What was resolved in a range that is short beside all there is.
-- scope: agent ticket t
-- param: from_at at, to_at at, before_at at, before uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t /*sl INDEXED BY ticket_resolved */
 WHERE t.resolved_at BETWEEN $1 AND $2
   AND t.created_at <= $3 AND (t.created_at < $3 OR t.id < $4)
   AND t.created_at >= $5
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at DESC, t.id DESC
 LIMIT $6;

-- name: ticket_new_segment :many
-- Of customers that are few: `+ 0` as in ticket_word.sql.
-- scope: agent ticket t
-- param: of_customers json, before_at at, before uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM json_each($1) j /*sl CROSS */ JOIN ticket t ON t.customer = j.value
 WHERE t.created_at + 0 <= $2 AND (t.created_at + 0 < $2 OR t.id < $3)
   AND t.created_at + 0 >= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at + 0 DESC, t.id DESC
 LIMIT $5;

-- ---- the oldest first ------------------------------------------------------------

-- name: ticket_old_any :many
-- scope: agent ticket t
-- param: after_at at, after uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.created_at >= $1 AND (t.created_at > $1 OR t.id > $2)
   AND t.created_at <= $3
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at, t.id
 LIMIT $4;

-- name: ticket_old_state :many
-- scope: agent ticket t
-- param: state text, after_at at, after uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.state = $1
   AND t.created_at >= $2 AND (t.created_at > $2 OR t.id > $3)
   AND t.created_at <= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at, t.id
 LIMIT $5;

-- name: ticket_old_team :many
-- scope: agent ticket t
-- param: team text, state text, after_at at, after uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.team = $1 AND t.state = $2
   AND t.created_at >= $3 AND (t.created_at > $3 OR t.id > $4)
   AND t.created_at <= $5
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at, t.id
 LIMIT $6;

-- name: ticket_old_owner :many
-- scope: agent ticket t
-- param: owner uuid, state text, after_at at, after uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.owner = $1 AND t.state = $2
   AND t.created_at >= $3 AND (t.created_at > $3 OR t.id > $4)
   AND t.created_at <= $5
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at, t.id
 LIMIT $6;

-- name: ticket_old_customer :many
-- scope: agent ticket t
-- param: customer uuid, after_at at, after uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.customer = $1
   AND t.created_at >= $2 AND (t.created_at > $2 OR t.id > $3)
   AND t.created_at <= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at, t.id
 LIMIT $5;

-- name: ticket_old_type :many
-- scope: agent ticket t
-- param: type text, after_at at, after uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t
 WHERE t.typification = $1
   AND t.created_at >= $2 AND (t.created_at > $2 OR t.id > $3)
   AND t.created_at <= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at, t.id
 LIMIT $5;

-- name: ticket_old_resolved :many
-- scope: agent ticket t
-- param: from_at at, to_at at, after_at at, after uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM ticket t /*sl INDEXED BY ticket_resolved */
 WHERE t.resolved_at BETWEEN $1 AND $2
   AND t.created_at >= $3 AND (t.created_at > $3 OR t.id > $4)
   AND t.created_at <= $5
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at, t.id
 LIMIT $6;

-- name: ticket_old_segment :many
-- scope: agent ticket t
-- param: of_customers json, after_at at, after uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM json_each($1) j /*sl CROSS */ JOIN ticket t ON t.customer = j.value
 WHERE t.created_at + 0 >= $2 AND (t.created_at + 0 > $2 OR t.id > $3)
   AND t.created_at + 0 <= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at + 0, t.id
 LIMIT $5;

-- ---- the most urgent first -------------------------------------------------------

-- name: ticket_due_any :many
-- scope: agent ticket t
-- param: after_rank int, after uuid, until int, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.rank AS key
  FROM ticket t
 WHERE t.rank IS NOT NULL
   AND t.rank >= $1 AND (t.rank > $1 OR t.id > $2)
   AND t.rank <= $3
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.rank, t.id
 LIMIT $4;

-- name: ticket_due_team :many
-- scope: agent ticket t
-- param: team text, after_rank int, after uuid, until int, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.rank AS key
  FROM ticket t
 WHERE t.team = $1 AND t.rank IS NOT NULL
   AND t.rank >= $2 AND (t.rank > $2 OR t.id > $3)
   AND t.rank <= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.rank, t.id
 LIMIT $5;

-- name: ticket_due_owner :many
-- scope: agent ticket t
-- param: owner uuid, after_rank int, after uuid, until int, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.rank AS key
  FROM ticket t
 WHERE t.owner = $1 AND t.rank IS NOT NULL
   AND t.rank >= $2 AND (t.rank > $2 OR t.id > $3)
   AND t.rank <= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.rank, t.id
 LIMIT $5;

-- name: ticket_due_customer :many
-- scope: agent ticket t
-- param: customer uuid, after_rank int, after uuid, until int, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.rank AS key
  FROM ticket t
 WHERE t.customer = $1 AND t.rank IS NOT NULL
   AND t.rank >= $2 AND (t.rank > $2 OR t.id > $3)
   AND t.rank <= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.rank, t.id
 LIMIT $5;

-- name: ticket_due_segment :many
-- scope: agent ticket t
-- param: of_customers json, after_rank int, after uuid, until int, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.rank AS key
  FROM json_each($1) j /*sl CROSS */ JOIN ticket t ON t.customer = j.value
 WHERE t.rank IS NOT NULL
   AND t.rank + 0 >= $2 AND (t.rank + 0 > $2 OR t.id > $3)
   AND t.rank + 0 <= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.rank + 0, t.id
 LIMIT $5;

-- ---- how wide a range is ---------------------------------------------------------

-- name: ticket_resolved_width :one
-- How many were resolved then, counted to `most`.
-- scope: none (tells only how a list is best read, and is shown to nobody)
-- param: from_at at, to_at at, most int
-- col: n int
SELECT count(*) AS n
  FROM (SELECT 1 AS one
          FROM ticket t
         WHERE t.resolved_at BETWEEN $1 AND $2
         LIMIT $3) AS few;

-- name: ticket_segment_customers :many
-- Customers of these segments, no more than `most`.
-- scope: none (ids for a list that is cut by its own scope)
-- param: segments json, most int
-- col: id uuid
SELECT sc.id
  FROM customer sc
 WHERE sc.segment IN (SELECT value FROM json_each($1))
 LIMIT $2;

-- A window of all tickets: the key so many behind one.

-- name: ticket_window_new :one
-- scope: none (an instant of a list that is cut by its own scope)
-- param: from_at at, skip int
-- col: key at
SELECT t.created_at AS key
  FROM ticket t
 WHERE t.created_at <= $1
 ORDER BY t.created_at DESC
 LIMIT 1 OFFSET $2;

-- name: ticket_window_old :one
-- scope: none (an instant of a list that is cut by its own scope)
-- param: from_at at, skip int
-- col: key at
SELECT t.created_at AS key
  FROM ticket t
 WHERE t.created_at >= $1
 ORDER BY t.created_at
 LIMIT 1 OFFSET $2;

-- name: ticket_window_due :one
-- scope: none (a rank of a list that is cut by its own scope)
-- param: from_rank int, skip int
-- col: key int
SELECT t.rank AS key
  FROM ticket t
 WHERE t.rank IS NOT NULL AND t.rank >= $1
 ORDER BY t.rank
 LIMIT 1 OFFSET $2;

-- ---- what the words mean ---------------------------------------------------------

-- name: ticket_under :many
-- Codes of a typification and of all below it.
-- param: code text
-- col: code text
WITH RECURSIVE down (code) AS (
    SELECT y.code FROM typification y WHERE y.code = $1
     UNION ALL
    SELECT y.code
      FROM typification y JOIN down ON y.parent = down.code)
SELECT code FROM down;

-- name: ticket_teams_of :many
-- param: agent uuid
-- col: team text
SELECT team
  FROM team_member
 WHERE agent = $1
 ORDER BY team;

-- name: ticket_key :one
-- Where a page goes on.
-- scope: agent ticket t
-- param: id uuid
-- col: created_at at, rank int
SELECT t.created_at, t.rank
  FROM ticket t
 WHERE t.id = $1 AND {scope};
