-- why.sql - which rule lets an agent see a thing, or would.

-- name: why_entity :one
-- An agent "belongs to" the team shared with the asker, and owns themselves.
-- scope: none (explains the scope itself)
-- param: kind text, number int, id uuid?, login text, agent uuid
-- col: id uuid, owner bool, creator bool, team text, member bool, branch text, local bool
SELECT e.id,
       CAST(CASE WHEN e.owner = $5 THEN 1 ELSE 0 END AS {int}) AS owner,
       CAST(CASE WHEN e.created_by = $5 THEN 1 ELSE 0 END AS {int}) AS creator,
       COALESCE(e.team, '') AS team,
       (SELECT count(*) FROM team_member m
         WHERE m.team = e.team AND m.agent = $5) AS member,
       COALESCE(e.branch, '') AS branch,
       (SELECT count(*) FROM agent b
         WHERE b.id = $5 AND b.branch = e.branch) AS local
  FROM (SELECT t.id, t.owner, t.created_by, t.team, t.branch
          FROM ticket t
         WHERE $1 = 'ticket' AND t.number = $2
        UNION ALL
        SELECT i.id, i.owner, i.created_by, i.team, i.branch
          FROM interaction i
         WHERE $1 = 'interaction' AND i.number = $2
        UNION ALL
        SELECT c.id, c.owner, c.created_by, c.team, c.branch
          FROM customer c
         WHERE $1 = 'customer' AND c.id = $3
        UNION ALL
        SELECT a.id, a.id, NULL,
               (SELECT min(x.team)
                  FROM team_member x
                  JOIN team_member y ON y.team = x.team
                 WHERE x.agent = a.id AND y.agent = $5), a.branch
          FROM agent a
         WHERE $1 = 'agent' AND a.login = $4) e;
