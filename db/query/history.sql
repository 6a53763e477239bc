-- history.sql - the readable trail of one thing, out of the event log.

-- An event with several values has a row for each. Values are open here:
-- history.c veils each by its field. Rows kept for undo (image.h) are nobody's
-- to read.
-- part: event_told
       e.n, e.happened_at AS at, e.recorded_at, e.actor, a.name AS actor_name,
       CASE WHEN e.real_actor <> e.actor THEN r.name END AS real_name,
       e.kind, e.version, v.seq, v.entity, v.field, v.old, v.new, e.body,
       CASE WHEN u.event IS NULL THEN 0 ELSE 1 END AS undone,
       d.event AS undoes, e.entity AS thing, e.entity_id AS thing_id;

-- part: event_beside
  LEFT JOIN event_value v ON v.n = e.n AND substr(v.field, 1, 4) <> 'row '
  LEFT JOIN agent a ON a.id = e.actor
  LEFT JOIN agent r ON r.id = e.real_actor
  LEFT JOIN undone u ON u.event = e.n
  LEFT JOIN undone d ON d.op = e.op
 ORDER BY e.n DESC, v.seq;

-- name: history_list :many
-- Of one thing or several (`ids` is a JSON list), newest first, and what other
-- tickets within reach tell them of.
-- scope: agent ticket t
-- param: ids json, before int, limit int
-- col: n int, at at, recorded_at at, actor uuid, actor_name text, real_name text, kind text, version int, seq int, entity text, field text, old text, new text
-- col: body json, undone bool, undoes int, thing text, thing_id uuid
SELECT {event_told}
  FROM (SELECT *
          FROM event_log
         WHERE n IN (SELECT o.n
                       FROM (SELECT n FROM event_log
                              WHERE entity_id IN
                                    (SELECT value FROM json_each($1))
                                AND n < $2
                              ORDER BY n DESC
                              LIMIT $3) AS o
                      UNION
                     SELECT b.n
                       FROM event_beside b
                       JOIN event_log l ON l.n = b.n
                       JOIN ticket t ON t.id = l.entity_id
                      WHERE b.entity IN (SELECT value FROM json_each($1))
                        AND b.n < $2 AND {scope})
         ORDER BY n DESC
         LIMIT $3) AS e
  {event_beside};

-- name: history_story :many
-- Of one thing, newest first: `limit` events, and between two of them no more
-- than the newest `most` of each kind by which the program told of a promise.
-- times: how many of that kind there are between them, since: the oldest.
-- scope: agent ticket t
-- param: id uuid, limit int, most int
-- col: n int, at at, recorded_at at, actor uuid, actor_name text, real_name text, kind text, version int, seq int, entity text, field text, old text, new text
-- col: body json, undone bool, undoes int, thing text, thing_id uuid, times int, since at, place int
SELECT {event_told}, e.times, e.since, e.place
  FROM (SELECT l.*, k.times, k.since, k.place
          FROM (SELECT n, place,
                       row_number() OVER (PARTITION BY place, kind
                                          ORDER BY n DESC) AS nth,
                       count(*) OVER (PARTITION BY place, kind) AS times,
                       min(happened_at) OVER (PARTITION BY place, kind) AS since
                  FROM (SELECT n, kind, happened_at,
                               count(CASE WHEN kind IN
                                       ('ticket.told', 'ticket.level')
                                   THEN NULL ELSE 1 END)
                                   OVER (ORDER BY n DESC) AS place
                          FROM (SELECT n, kind, happened_at
                                  FROM event_log
                                 WHERE entity_id = $1
                                 UNION ALL
                                SELECT l.n, l.kind, l.happened_at
                                  FROM event_beside b
                                  JOIN event_log l ON l.n = b.n
                                  JOIN ticket t ON t.id = l.entity_id
                                 WHERE b.entity = $1 AND {scope}) AS a
                       ) AS o) AS k
          JOIN event_log l ON l.n = k.n
         WHERE k.place <= $2 AND k.nth <= $3) AS e
  {event_beside};

-- What hangs on a customer and has a history of its own.

-- name: history_tickets :many
-- scope: agent ticket t
-- param: customer uuid, limit int
-- col: id uuid, number int
SELECT t.id, t.number
  FROM ticket t
 WHERE t.customer = $1 AND {scope}
 ORDER BY t.created_at DESC, t.id
 LIMIT $2;

-- name: history_contacts :many
-- scope: agent interaction i
-- param: customer uuid, limit int
-- col: id uuid, number int
SELECT i.id, i.number
  FROM interaction i
 WHERE i.customer = $1 AND {scope}
 ORDER BY i.started_at DESC, i.id
 LIMIT $2;

-- name: history_callbacks :many
-- scope: agent callback k
-- param: customer uuid, limit int
-- col: id uuid, number int
SELECT k.id, k.number
  FROM callback k
 WHERE k.customer = $1 AND {scope}
 ORDER BY k.created_at DESC, k.id
 LIMIT $2;

-- name: history_appointments :many
-- scope: agent appointment p
-- param: customer uuid, limit int
-- col: id uuid, number int
SELECT p.id, p.number
  FROM appointment p
 WHERE p.customer = $1 AND {scope}
 ORDER BY p.created_at DESC, p.id
 LIMIT $2;

-- Of things that came without events (a load, the demo centre): where they
-- stayed and what was written, newest first.

-- name: history_stays :many
-- Until the first event, which tells the rest itself. maker: who began it;
-- sender: who lent or parked it, by the leg or because they had it before.
-- scope: none (of things that were read through their scope)
-- param: ids json, limit int
-- col: thing_id uuid, kind text, state text, reason text, holder text, at at, before text, sender text, maker text
SELECT s.entity AS thing_id, s.kind, s.state, s.reason, s.holder,
       s.from_at AS at,
       COALESCE((SELECT max(p.state) FROM stay p
                  WHERE p.entity = s.entity AND p.kind = s.kind
                    AND p.to_at = s.from_at AND p.id <> s.id), '') AS before,
       CASE WHEN s.kind = 'ticket' AND s.state IN ('referred', 'scheduled',
           'pending-customer', 'pending-third-party') THEN
           COALESCE((SELECT a.name FROM referral r
                       JOIN agent a ON a.id = r.sent_by
                      WHERE r.ticket = s.entity AND r.sent_at = s.from_at),
               (SELECT a.name FROM stay p
                  JOIN agent a ON a.id = p.holder
                 WHERE p.entity = s.entity AND p.kind = s.kind
                   AND p.to_at = s.from_at AND p.id <> s.id), '')
       ELSE '' END AS sender,
       COALESCE((SELECT a.name FROM ticket t
                   JOIN agent a ON a.id = t.created_by
                  WHERE t.id = s.entity AND s.kind = 'ticket'),
           (SELECT a.name FROM interaction i
              JOIN agent a ON a.id = COALESCE(i.owner, i.created_by)
             WHERE i.id = s.entity AND s.kind = 'interaction'), '') AS maker
  FROM stay s
 WHERE s.entity IN (SELECT value FROM json_each($1))
   AND s.from_at < COALESCE((SELECT min(e.happened_at) FROM event_log e
                              WHERE e.entity_id = s.entity),
           9000000000000000)
 ORDER BY s.from_at DESC, s.id
 LIMIT $2;

-- name: history_legs :many
-- The lives of a ticket's legs, as long.
-- scope: none (of things that were read through their scope)
-- param: ids json, limit int
-- col: thing_id uuid, state text, holder text, at at, passed bool, to_team text, sender text, words text
SELECT r.ticket AS thing_id, s.state, s.holder, s.from_at AS at,
       CASE WHEN r.previous IS NULL THEN 0 ELSE 1 END AS passed, r.to_team,
       a.name AS sender,
       CASE WHEN s.state = 'sent' THEN r.ask
            WHEN s.state = r.state THEN r.answer ELSE '' END AS words
  FROM referral r
  JOIN stay s ON s.kind = 'referral' AND s.entity = r.id
  LEFT JOIN agent a ON a.id = r.sent_by
 WHERE r.ticket IN (SELECT value FROM json_each($1))
   AND s.from_at < COALESCE((SELECT min(e.happened_at) FROM event_log e
                              WHERE e.entity_id = r.ticket),
           9000000000000000)
 ORDER BY s.from_at DESC, r.leg DESC, s.id
 LIMIT $2;

-- name: history_past_texts :many
-- param: ids json, limit int
-- col: thing_id uuid, thing text, direction text, channel text, author_name text, body text, at at
SELECT m.thing_id, m.thing, m.direction, m.channel, a.name AS author_name,
       m.body, m.at
  FROM (SELECT t.id, t.ticket AS thing_id, 'ticket' AS thing, t.direction,
               t.channel, t.author, t.body, t.at
          FROM message t
         WHERE t.ticket IN (SELECT value FROM json_each($1))
           AND t.withdrawn_at IS NULL
        UNION ALL
        SELECT i.id, i.interaction, 'interaction', i.direction,
               i.channel, i.author, i.body, i.at
          FROM message i
         WHERE i.interaction IN (SELECT value FROM json_each($1))
           AND i.ticket IS NULL AND i.withdrawn_at IS NULL) m
  LEFT JOIN agent a ON a.id = m.author
 WHERE m.at < COALESCE((SELECT min(e.happened_at) FROM event_log e
                         WHERE e.entity_id = m.thing_id), 9000000000000000)
 ORDER BY m.at DESC, m.id
 LIMIT $2;

-- name: history_last :one
-- param: entity_id uuid
-- col: at at, actor_name text
SELECT e.recorded_at AS at, a.name AS actor_name
  FROM event_log e
  LEFT JOIN agent a ON a.id = e.actor
 WHERE e.entity_id = $1
 ORDER BY e.n DESC
 LIMIT 1;

-- name: history_state :one
-- Who brought a ticket, or the last of its legs ('referral'), into the state it
-- is in, and when.
-- param: entity_id uuid, entity text
-- col: at at, actor uuid, actor_name text, state text
SELECT e.happened_at AS at, e.actor, a.name AS actor_name, v.new AS state
  FROM event_log e
  JOIN event_value v ON v.n = e.n AND v.entity = $2 AND v.field = 'state'
  LEFT JOIN agent a ON a.id = e.actor
 WHERE e.entity_id = $1
 ORDER BY e.n DESC
 LIMIT 1;

-- name: history_names :many
-- People behind ids; `ids` is a JSON list.
-- param: ids json
-- col: id uuid, name text
SELECT id, name
  FROM agent
 WHERE id IN (SELECT value FROM json_each($1));

-- name: history_classes :many
-- How guarded fields of the centre's own are; `ids` is a JSON list.
-- param: ids json
-- col: id text, class int
SELECT id, class
  FROM field_def
 WHERE id IN (SELECT value FROM json_each($1));

-- name: history_code_names :many
-- What these codes are called by every kind that has them, also by what has
-- retired: in `lang`, else in Spanish, else in any; `codes` is a JSON list.
-- param: codes json, lang text
-- col: kind text, code text, name text
SELECT 'team' AS kind, t.code, t.name
  FROM team t
 WHERE t.code IN (SELECT value FROM json_each($1))
 UNION ALL
SELECT 'branch' AS kind, b.code, b.name
  FROM branch b
 WHERE b.code IN (SELECT value FROM json_each($1))
 UNION ALL
SELECT 'skill' AS kind, k.code, k.name
  FROM skill k
 WHERE k.code IN (SELECT value FROM json_each($1))
 UNION ALL
SELECT l.kind, l.code,
       COALESCE(max(CASE WHEN l.lang = $2 THEN l.text END),
           max(CASE WHEN l.lang = 'es' THEN l.text END), min(l.text)) AS name
  FROM label l
 WHERE l.kind IN ('typification', 'outcome', 'referral', 'cause', 'field')
   AND l.code IN (SELECT value FROM json_each($1))
 GROUP BY l.kind, l.code;

-- name: history_customers :many
-- scope: agent customer c
-- param: ids json
-- col: id uuid, name text
SELECT c.id, c.name
  FROM customer c
 WHERE c.id IN (SELECT value FROM json_each($1)) AND {scope};

-- name: history_texts :many
-- What was written, of messages that the trail names; `ids` is a JSON list.
-- Whoever may read the thing may read what was written on it.
-- param: ids json, things json
-- col: id uuid, body text, withdrawn bool
SELECT id, body, CASE WHEN withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn
  FROM message
 WHERE id IN (SELECT value FROM json_each($1))
   AND (ticket IN (SELECT value FROM json_each($2))
        OR interaction IN (SELECT value FROM json_each($2))
        OR customer IN (SELECT value FROM json_each($2)));
