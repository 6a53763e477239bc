-- ticket_word.sql - the words of subjects, by which tickets are found.

-- ---- kept with the subject -------------------------------------------------------

-- name: ticket_word_add :exec later
-- param: ticket uuid, words json
INSERT INTO ticket_word (word, ticket)
SELECT j.value, $1 FROM json_each($2) j WHERE true
ON CONFLICT (word, ticket) DO NOTHING;

-- name: ticket_word_load :batch
-- param: ticket uuid, words json
INSERT INTO ticket_word (word, ticket)
SELECT j.value, $1 FROM json_each($2) j WHERE true
ON CONFLICT (word, ticket) DO NOTHING;

-- name: ticket_word_drop :exec later
-- param: ticket uuid, words json
DELETE FROM ticket_word
 WHERE ticket = $1 AND word IN (SELECT value FROM json_each($2));

-- name: ticket_word_owed :many
-- Tickets of before there were words, the next ones.
-- scope: none (filled for everybody by who owns the database)
-- param: after text, limit int
-- col: id uuid, subject text
SELECT t.id, t.subject
  FROM ticket t
 WHERE t.id > $1
 ORDER BY t.id
 LIMIT $2;

-- ---- what a word that is looked for may mean ---------------------------------------

-- name: ticket_word_means :many ahead
-- Types, people and teams with the piece in their name ($2: for names that are
-- not stored folded), which may be at the beginning of a word of it; and
-- whether words are still to be filled.
-- param: piece text, piece_any text
-- col: what text, code text
SELECT 'type' AS what, wl.code
  FROM label wl
 WHERE wl.kind = 'typification' AND wl.fold LIKE $1 ESCAPE '!'
UNION
SELECT 'type' AS what, wy.code
  FROM typification wy
 WHERE wy.code LIKE $1 ESCAPE '!'
UNION
SELECT 'owner' AS what, wo.id AS code
  FROM agent wo
 WHERE wo.name_fold LIKE $1 ESCAPE '!'
UNION
SELECT 'team' AS what, wm.code
  FROM team wm
 WHERE wm.name /*pg I*/LIKE $2 ESCAPE '!'
    OR wm.name /*sl GLOB '*[^ -&(-_a-~À-Þà-ÿ¡¿]*'*//*pg ~ '[^ -&(-_a-~À-Þà-ÿ¡¿]'*/
UNION
SELECT 'owed' AS what, wf.v AS code
  FROM cabina wf
 WHERE wf.k = 'ticket.words';

-- Each says where a word is, in tickets: short ranges of one index each, which
-- either engine reads as they are. At most so many.

-- name: ticket_word_subjects :many ahead
-- scope: none (ids for a list that is cut by its own scope)
-- param: lo text, hi text, limit int
-- col: id uuid
SELECT wk.ticket AS id
  FROM ticket_word wk
 WHERE wk.word >= $1 AND wk.word < $2
 LIMIT $3;

-- name: ticket_word_names :many ahead
-- scope: none (ids for a list that is cut by its own scope)
-- param: lo text, hi text, limit int
-- col: id uuid
SELECT wc.id
  FROM /*sl search_key *//*pg name_in_sight */ ws
       /*sl CROSS */ JOIN ticket wc ON wc.customer = ws.customer
 WHERE ws.kind = 'name' AND ws.key_fold >= $1 AND ws.key_fold < $2
 LIMIT $3;

-- name: ticket_word_numbers :many ahead
-- scope: none (ids for a list that is cut by its own scope)
-- param: lo int, hi int, limit int
-- col: id uuid
SELECT wn.id
  FROM ticket wn
 WHERE wn.number >= $1 AND wn.number < $2
 LIMIT $3;

-- name: ticket_word_type :many ahead
-- scope: none (ids for a list that is cut by its own scope)
-- param: type text, limit int
-- col: id uuid
SELECT wy.id
  FROM ticket wy
 WHERE wy.typification = $1
 LIMIT $2;

-- name: ticket_word_owner :many ahead
-- scope: none (ids for a list that is cut by its own scope)
-- param: owner uuid, limit int
-- col: id uuid
SELECT wo.id
  FROM ticket wo
 WHERE wo.owner = $1
 LIMIT $2;

-- ---- pages of them -------------------------------------------------------------------
-- `ids` are different. `+ 0`: no index of instants may be walked for the order,
-- looking into the ids at each of all tickets; PostgreSQL's general plan would.

-- name: ticket_new_of :many
-- scope: agent ticket t
-- param: ids json, before_at at, before uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM json_each($1) j /*sl CROSS */ JOIN ticket t ON t.id = j.value
 WHERE t.created_at + 0 <= $2 AND (t.created_at + 0 < $2 OR t.id < $3)
   AND t.created_at + 0 >= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at + 0 DESC, t.id DESC
 LIMIT $5;

-- name: ticket_old_of :many
-- scope: agent ticket t
-- param: ids json, after_at at, after uuid, until at, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.created_at AS key
  FROM json_each($1) j /*sl CROSS */ JOIN ticket t ON t.id = j.value
 WHERE t.created_at + 0 >= $2 AND (t.created_at + 0 > $2 OR t.id > $3)
   AND t.created_at + 0 <= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.created_at + 0, t.id
 LIMIT $5;

-- name: ticket_due_of :many
-- scope: agent ticket t
-- param: ids json, after_rank int, after uuid, until int, limit int
-- with: ticket_fits
-- col: id uuid, key int
SELECT t.id, t.rank AS key
  FROM json_each($1) j /*sl CROSS */ JOIN ticket t ON t.id = j.value
 WHERE t.rank IS NOT NULL
   AND t.rank + 0 >= $2 AND (t.rank + 0 > $2 OR t.id > $3)
   AND t.rank + 0 <= $4
   AND {ticket_fits}
   AND {scope}
 ORDER BY t.rank + 0, t.id
 LIMIT $5;
