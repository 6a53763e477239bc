-- offer.sql - what may be offered, and what came of it.

-- name: offer_list :many ahead general
-- complaints: whether one of theirs is open, in sight or not.
-- scope: agent customer c
-- param: customer uuid, now at, all bool
-- col: id uuid, code text, title text, why text, amount int, currency text, from_at at, until_at at, outcome text, again_at at, answered_at at, complaints int
SELECT o.id, o.code, o.title, o.why, o.amount, o.currency, o.from_at,
       o.until_at, o.outcome, o.again_at, o.answered_at,
       /*pg cabina_complaints($1) AS complaints */
       /*sl (SELECT count(*) FROM ticket t
          JOIN typification y ON y.code = t.typification
         WHERE t.customer = $1 AND y.kind = 'complaint'
           AND t.state NOT IN ('resolved', 'closed', 'merged', 'cancelled'))
           AS complaints */
  FROM offer o
  JOIN customer c ON c.id = o.customer
 WHERE o.customer = $1 AND o.from_at <= $2
   AND ($3 = 1 OR ((o.outcome = '' OR o.outcome = 'later')
        AND (o.until_at IS NULL OR o.until_at > $2)))
   AND {scope}
 ORDER BY o.from_at DESC, o.id
 LIMIT 100;

-- name: offer_answers :one
-- How many were answered since.
-- param: customer uuid, since at
-- col: n int
SELECT count(*) AS n
  FROM offer
 WHERE customer = $1 AND answered_at >= $2
   AND (outcome = 'accepted' OR outcome = 'rejected');

-- name: offer_add :batch
-- param: id uuid, customer uuid, code text, title text, why text, amount int, currency text, from_at at, until_at at?, outcome text, again_at at?, answered_at at?, answered_by uuid?
INSERT INTO offer (id, customer, code, title, why, amount, currency, from_at,
       until_at, outcome, again_at, answered_at, answered_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: offer_take :one
-- scope: agent customer c
-- param: id uuid
-- col: customer uuid, title text, outcome text, until_at at, version int
SELECT o.customer, o.title, o.outcome, o.until_at, c.version
  FROM offer o
  JOIN customer c ON c.id = o.customer
 WHERE o.id = $1 AND {scope};

-- name: offer_answer :exec
-- Changes no row when it was answered before.
-- param: id uuid, outcome text, again_at at?, at at, who uuid?, interaction uuid?
UPDATE offer
   SET outcome = $2, again_at = $3, answered_at = $4, answered_by = $5,
       interaction = $6
 WHERE id = $1 AND (outcome = '' OR outcome = 'later');
