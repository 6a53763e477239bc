-- bulletin.sql - what the people of a team must read, and who has.

-- name: bulletin_list :many
-- For this person: unread first, then the latest; with `all` also what ended.
-- With `every` of all teams. Who must read: the team's, or everybody; the
-- author need not.
-- param: agent uuid, now at, all bool, every bool, limit int
-- col: id uuid, number int, team text, team_name text, title text, text text, author uuid, author_name text, at at, until_at at, retired_at at, read_at at, mine bool, readers int, people int
SELECT b.id, b.number, b.team, m.name AS team_name, b.title, b.text, b.author,
       a.name AS author_name, b.at, b.until_at, b.retired_at, r.at AS read_at,
       CASE WHEN b.author = $1 THEN 0 WHEN b.team IS NULL THEN 1
            WHEN b.team IN (SELECT x.team FROM team_member x
                             WHERE x.agent = $1) THEN 1 ELSE 0 END AS mine,
       (SELECT count(*) FROM bulletin_read q JOIN agent p ON p.id = q.agent
         WHERE q.bulletin = b.id AND p.active = 1 AND p.id <> b.author
           AND (b.team IS NULL OR EXISTS (SELECT 1 FROM team_member y
                 WHERE y.team = b.team AND y.agent = p.id))) AS readers,
       (SELECT count(*) FROM agent p
         WHERE p.active = 1 AND p.id <> b.author
           AND (b.team IS NULL OR EXISTS (SELECT 1 FROM team_member y
                 WHERE y.team = b.team AND y.agent = p.id))) AS people
  FROM bulletin b
  LEFT JOIN bulletin_read r ON r.bulletin = b.id AND r.agent = $1
  LEFT JOIN agent a ON a.id = b.author
  LEFT JOIN team m ON m.code = b.team
 WHERE ($3 = 1 OR (b.retired_at IS NULL
                   AND (b.until_at IS NULL OR b.until_at > $2)))
   AND ($4 = 1 OR b.author = $1 OR b.team IS NULL
        OR b.team IN (SELECT x.team FROM team_member x WHERE x.agent = $1))
 ORDER BY CASE WHEN r.at IS NULL AND b.retired_at IS NULL THEN 0 ELSE 1 END,
       b.at DESC, b.number DESC
 LIMIT $5;

-- name: bulletin_unread :one
-- param: agent uuid, now at
-- col: n int, number int
SELECT count(*) AS n, COALESCE(min(b.number), 0) AS number
  FROM bulletin b
 WHERE b.retired_at IS NULL AND (b.until_at IS NULL OR b.until_at > $2)
   AND b.author <> $1
   AND (b.team IS NULL
        OR b.team IN (SELECT x.team FROM team_member x WHERE x.agent = $1))
   AND NOT EXISTS (SELECT 1 FROM bulletin_read r
                    WHERE r.bulletin = b.id AND r.agent = $1);

-- name: bulletin_people :many
-- Who must read it, those who have not first.
-- param: bulletin uuid
-- col: agent uuid, login text, name text, branch text, at at
SELECT p.id AS agent, p.login, p.name, p.branch, r.at
  FROM bulletin b
  JOIN agent p ON p.active = 1 AND p.id <> b.author
   AND (b.team IS NULL OR EXISTS (SELECT 1 FROM team_member y
         WHERE y.team = b.team AND y.agent = p.id))
  LEFT JOIN bulletin_read r ON r.bulletin = b.id AND r.agent = p.id
 WHERE b.id = $1
 ORDER BY CASE WHEN r.at IS NULL THEN 0 ELSE 1 END, p.name_sort, p.id;

-- name: bulletin_add :exec
-- param: id uuid, number int, team text?, title text, text text, author uuid, at at, until_at at?
INSERT INTO bulletin (id, number, team, title, text, author, at, until_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: bulletin_retire :exec
-- param: id uuid, at at
UPDATE bulletin SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL;

-- name: bulletin_never :exec
-- It was taken back: it held at no time.
-- param: id uuid
UPDATE bulletin SET retired_at = at WHERE id = $1;

-- name: bulletin_see :exec
-- Changes no row when it was read before.
-- param: id uuid, agent uuid, at at
INSERT INTO bulletin_read (bulletin, agent, at) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING;
