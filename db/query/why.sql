-- why.sql - which rule lets an agent see a thing, or would.

-- name: why_entity :one
-- An agent "belongs to" the team shared with the asker, and owns themselves.
-- scope: none (explains the scope itself)
-- param: kind text, number int, id uuid?, login text, agent uuid
-- col: id uuid, owner bool, creator bool, team text, member bool, lent bool, branch text, local bool
SELECT e.id,
       CAST(CASE WHEN e.owner = $5 OR e.lent_owner = $5
            THEN 1 ELSE 0 END AS {int}) AS owner,
       CAST(CASE WHEN e.created_by = $5 THEN 1 ELSE 0 END AS {int}) AS creator,
       COALESCE(e.team, '') AS team,
       (SELECT count(*) FROM team_member m
         WHERE m.team = e.team AND m.agent = $5) AS member,
       (SELECT count(*) FROM team_member l
         WHERE l.team = e.lent_to AND l.agent = $5) AS lent,
       COALESCE(e.branch, '') AS branch,
       (SELECT count(*) FROM agent b
         WHERE b.id = $5 AND b.branch = e.branch) AS local
  FROM (SELECT t.id, t.owner, t.created_by, t.team, t.branch, t.lent_to,
               t.lent_owner
          FROM ticket t
         WHERE $1 = 'ticket' AND t.number = $2
        UNION ALL
        SELECT i.id, i.owner, i.created_by, i.team, i.branch, NULL, NULL
          FROM interaction i
         WHERE $1 = 'interaction' AND i.number = $2
        UNION ALL
        SELECT c.id, c.owner, c.created_by, c.team, c.branch, NULL, NULL
          FROM customer c
         WHERE $1 = 'customer' AND c.id = $3
        UNION ALL
        SELECT a.id, a.id, NULL,
               (SELECT min(x.team)
                  FROM team_member x
                  JOIN team_member y ON y.team = x.team
                 WHERE x.agent = a.id AND y.agent = $5), a.branch, NULL,
               NULL
          FROM agent a
         WHERE $1 = 'agent' AND a.login = $4) e;

-- name: why_beside :one
-- Is it a ticket they had to do with, or a contact of one?
-- scope: none (explains the scope itself)
-- param: id uuid, agent uuid
-- col: n int
SELECT count(*) AS n
  FROM agent a
  JOIN role_grant g ON g.role = a.role AND g.verb = 'ticket.read'
  JOIN ticket t ON t.id IN
       (SELECT $1
         UNION ALL
        SELECT m.ticket FROM matter m WHERE m.interaction = $1
         UNION ALL
        SELECT o.id FROM ticket o WHERE o.interaction = $1)
 WHERE a.id = $2 AND {ticket_reached};
