-- spent.sql - how long was worked on what.
--
-- The contacts of a ticket are those that opened it and those it came up in.
-- They are gathered first: told as `i.id = … OR i.id IN …`, PostgreSQL walks
-- all contacts there are.

-- name: spent_add :exec
-- scope: none (of a ticket or contact in sight)
-- param: id uuid, ticket uuid?, interaction uuid?, agent uuid, kind text, from_at at, to_at at, ms int, reason text?, made_by uuid
INSERT INTO spent (id, ticket, interaction, agent, kind, from_at, to_at, ms,
       reason, made_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: spent_of :one
-- What a person has on a ticket, without what their contacts took.
-- scope: none (of a ticket that was taken)
-- param: ticket uuid, agent uuid
-- col: ms int
SELECT CAST(COALESCE(sum(s.ms), 0) AS {int}) AS ms
  FROM spent s
 WHERE s.ticket = $1 AND s.agent = $2;

-- name: spent_each :many
-- Of many tickets, what their contacts took with it.
-- scope: agent ticket t
-- param: ids json
-- col: ticket uuid, ms span
SELECT t.id AS ticket,
       CAST((SELECT COALESCE(sum(s.ms), 0) FROM spent s WHERE s.ticket = t.id)
           + (SELECT COALESCE(sum(i.wrap_ms), 0)
                FROM (SELECT t.interaction AS id UNION
                      SELECT m.interaction FROM matter m
                       WHERE m.ticket = t.id) AS w
                JOIN interaction i ON i.id = w.id
               WHERE i.wrap_ms > 0 AND i.owner IS NOT NULL
                 AND i.ended_at IS NOT NULL) AS {int}) AS ms
  FROM ticket t
 WHERE t.id IN (SELECT value FROM json_each($1)) AND {scope};

-- name: spent_list :many
-- The wrap-up of its contacts is theirs already, and counts here.
-- scope: agent ticket t
-- param: ticket uuid, limit int
-- col: agent uuid, name text, kind text, from_at at, to_at at, ms span, reason text, made_by_name text
SELECT x.agent, a.name, x.kind, x.from_at, x.to_at, x.ms, x.reason,
       CASE WHEN x.made_by = x.agent THEN NULL ELSE b.name END AS made_by_name
  FROM (SELECT s.agent, s.kind, s.from_at, s.to_at, s.ms, s.reason, s.made_by
          FROM spent s
          JOIN ticket t ON t.id = s.ticket
         WHERE s.ticket = $1 AND {scope}
         UNION ALL
        SELECT i.owner AS agent, 'wrap-up' AS kind, i.ended_at AS from_at,
               i.ended_at + i.wrap_ms AS to_at, i.wrap_ms AS ms,
               NULL AS reason, i.owner AS made_by
          FROM ticket t
          JOIN interaction i ON i.id IN (
               SELECT n.interaction FROM ticket n WHERE n.id = $1
               UNION SELECT m.interaction FROM matter m WHERE m.ticket = $1)
         WHERE t.id = $1 AND i.wrap_ms > 0 AND i.owner IS NOT NULL
           AND i.ended_at IS NOT NULL AND {scope}) AS x
  JOIN agent a ON a.id = x.agent
  LEFT JOIN agent b ON b.id = x.made_by
 ORDER BY x.from_at DESC, x.kind, a.name
 LIMIT $2;

-- name: spent_talk :one
-- What a contact had of the screen while somebody worked on it.
-- scope: agent interaction i
-- param: interaction uuid
-- col: ms span
SELECT CAST(COALESCE(sum(s.ms), 0) AS {int}) AS ms
  FROM spent s
  JOIN interaction i ON i.id = s.interaction
 WHERE s.interaction = $1 AND {scope};

-- name: spent_sums :many
-- scope: agent ticket t
-- param: ticket uuid
-- col: agent uuid, name text, kind text, times int, ms span
SELECT x.agent, a.name, x.kind, CAST(count(*) AS {int}) AS times,
       CAST(sum(x.ms) AS {int}) AS ms
  FROM (SELECT s.agent, s.kind, s.ms
          FROM spent s
          JOIN ticket t ON t.id = s.ticket
         WHERE s.ticket = $1 AND {scope}
         UNION ALL
        SELECT i.owner AS agent, 'wrap-up' AS kind, i.wrap_ms AS ms
          FROM ticket t
          JOIN interaction i ON i.id IN (
               SELECT n.interaction FROM ticket n WHERE n.id = $1
               UNION SELECT m.interaction FROM matter m WHERE m.ticket = $1)
         WHERE t.id = $1 AND i.wrap_ms > 0 AND i.owner IS NOT NULL
           AND i.ended_at IS NOT NULL AND {scope}) AS x
  JOIN agent a ON a.id = x.agent
 GROUP BY x.agent, a.name, x.kind
 ORDER BY a.name, x.kind;

-- name: spent_people :many
-- Who spent how long on tickets in sight, from one instant to another.
-- scope: agent ticket t
-- param: from_at at, to_at at, limit int
-- col: code text, name text, tickets int, focus span, by_hand span, ms span
SELECT a.login AS code, a.name, CAST(count(DISTINCT s.ticket) AS {int})
           AS tickets,
       CAST(sum(CASE WHEN s.kind = 'focus' THEN s.ms ELSE 0 END) AS {int})
           AS focus,
       CAST(sum(CASE WHEN s.kind = 'by-hand' THEN s.ms ELSE 0 END) AS {int})
           AS by_hand,
       CAST(sum(s.ms) AS {int}) AS ms
  FROM spent s
  JOIN ticket t ON t.id = s.ticket
  JOIN agent a ON a.id = s.agent
 WHERE s.from_at >= $1 AND s.from_at < $2 AND {scope}
 GROUP BY a.login, a.name
 ORDER BY 6 DESC, a.login
 LIMIT $3;

-- name: spent_types :many
-- The same by what the tickets are about.
-- scope: agent ticket t
-- param: from_at at, to_at at, limit int, lang text
-- col: code text, name text, tickets int, focus span, by_hand span, ms span
SELECT t.typification AS code,
       COALESCE(l.text, e.text, t.typification) AS name,
       CAST(count(DISTINCT s.ticket) AS {int}) AS tickets,
       CAST(sum(CASE WHEN s.kind = 'focus' THEN s.ms ELSE 0 END) AS {int})
           AS focus,
       CAST(sum(CASE WHEN s.kind = 'by-hand' THEN s.ms ELSE 0 END) AS {int})
           AS by_hand,
       CAST(sum(s.ms) AS {int}) AS ms
  FROM spent s
  JOIN ticket t ON t.id = s.ticket
  LEFT JOIN label l ON l.kind = 'typification' AND l.code = t.typification
   AND l.lang = $4
  LEFT JOIN label e ON e.kind = 'typification' AND e.code = t.typification
   AND e.lang = 'es'
 WHERE s.from_at >= $1 AND s.from_at < $2 AND {scope}
 GROUP BY t.typification, COALESCE(l.text, e.text, t.typification)
 ORDER BY 6 DESC, 1
 LIMIT $3;

-- name: spent_tickets :many
-- The same ticket by ticket, the most first.
-- scope: agent ticket t
-- param: from_at at, to_at at, limit int
-- col: number int, name text, people int, focus span, by_hand span, ms span
SELECT t.number, t.subject AS name, CAST(count(DISTINCT s.agent) AS {int})
           AS people,
       CAST(sum(CASE WHEN s.kind = 'focus' THEN s.ms ELSE 0 END) AS {int})
           AS focus,
       CAST(sum(CASE WHEN s.kind = 'by-hand' THEN s.ms ELSE 0 END) AS {int})
           AS by_hand,
       CAST(sum(s.ms) AS {int}) AS ms
  FROM spent s
  JOIN ticket t ON t.id = s.ticket
 WHERE s.from_at >= $1 AND s.from_at < $2 AND {scope}
 GROUP BY t.number, t.subject
 ORDER BY 6 DESC, 1
 LIMIT $3;
