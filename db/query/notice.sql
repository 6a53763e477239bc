-- notice.sql - what the team must know, and who has seen it.

-- part: notice_answered
-- What notice `n` asked of somebody waits for nobody any more: it was answered,
-- another sum waits by now, or the same was asked of them again.
(n.kind = 'approval'
 AND (EXISTS (SELECT 1 FROM complaint k
               WHERE k.ticket = n.entity_id
                 AND substr(n.once, 1, 8) = 'redress/'
                 AND (k.redress_state <> 'asked'
                   OR (n.once LIKE 'redress/%/%/%/%' ESCAPE '!'
                       AND n.once NOT LIKE '%/' || k.redress ESCAPE '!')
                   OR EXISTS (SELECT 1 FROM notice later
                               WHERE later.once > n.once
                                 AND later.once < 'redress/' || k.ticket || '0'
                                 AND later.once LIKE '%/' || k.redress ESCAPE '!'
                                 AND later.to_agent = n.to_agent)))
      OR EXISTS (SELECT 1 FROM approval p
                  WHERE p.ticket = n.entity_id AND p.state <> 'open'
                    AND n.once IN ('approval/' || p.id || '/' || n.to_agent,
                        'approval/' || p.id || '/' || n.to_agent || '/again'))))

-- name: notice_put :exec
-- Changes no row when it was said once already. No column is named in the
-- conflict: else PostgreSQL lets nobody write a notice they may not read.
-- param: id uuid, kind text, severity int, text text, to_team text?, to_branch text?, to_agent uuid?, entity text, entity_id uuid?, once text?, author uuid?, at at, until_at at?, words text?
INSERT INTO notice (id, kind, severity, text, to_team, to_branch, to_agent,
       entity, entity_id, once, author, at, until_at, words)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT DO NOTHING;

-- name: notice_get :one
-- param: id uuid
-- col: id uuid, kind text, text text, author uuid, at at, until_at at
SELECT id, kind, text, author, at, until_at
  FROM notice
 WHERE id = $1;

-- name: notice_end :exec
-- param: id uuid, at at
UPDATE notice
   SET until_at = $2
 WHERE id = $1 AND (until_at IS NULL OR until_at > $2);

-- name: notice_never :exec
-- It was taken back: it held at no time.
-- param: id uuid
UPDATE notice SET until_at = at WHERE id = $1;

-- name: notice_list :many
-- For this person: in force at `now`, unseen first; with `all` the past too, and
-- what was asked of them and is answered, by whomever.
-- What the program says comes as core/news.h keeps it.
-- scope: none (the number of what a notice says it is about)
-- param: agent uuid, now at, all bool, limit int
-- col: id uuid, kind text, severity int, text text, at at, until_at at, author uuid, author_name text, to_team text, to_branch text, to_agent uuid, entity text, entity_id uuid, number int, seen_at at, answered bool
SELECT n.id, n.kind, n.severity, COALESCE(n.words, n.text) AS text, n.at, n.until_at, n.author,
       a.name AS author_name, n.to_team, n.to_branch, n.to_agent, n.entity,
       n.entity_id, COALESCE(t.number, i.number) AS number, s.at AS seen_at,
       CASE WHEN {notice_answered} THEN 1 ELSE 0 END AS answered
  FROM notice n
  LEFT JOIN notice_seen s ON s.notice = n.id AND s.agent = $1
  LEFT JOIN agent a ON a.id = n.author
  LEFT JOIN ticket t ON n.entity = 'ticket' AND t.id = n.entity_id
  LEFT JOIN interaction i ON n.entity = 'interaction' AND i.id = n.entity_id
 WHERE ($3 = 1 OR ((n.until_at IS NULL OR n.until_at > $2)
        AND NOT {notice_answered}))
   AND (n.to_agent IS NULL OR n.to_agent = $1)
   AND (n.to_team IS NULL OR n.to_team IN
        (SELECT m.team FROM team_member m WHERE m.agent = $1))
   AND (n.to_branch IS NULL OR n.to_branch =
        (SELECT p.branch FROM agent p WHERE p.id = $1))
 ORDER BY CASE WHEN s.at IS NULL AND NOT {notice_answered}
               THEN 0 ELSE 1 END, n.at DESC, n.id DESC
 LIMIT $4;

-- name: notice_unseen :one
-- param: agent uuid, now at
-- col: n int, severity int
SELECT count(*) AS n, COALESCE(max(n.severity), 0) AS severity
  FROM notice n
 WHERE (n.until_at IS NULL OR n.until_at > $2)
   AND (n.to_agent IS NULL OR n.to_agent = $1)
   AND (n.to_team IS NULL OR n.to_team IN
        (SELECT m.team FROM team_member m WHERE m.agent = $1))
   AND (n.to_branch IS NULL OR n.to_branch =
        (SELECT p.branch FROM agent p WHERE p.id = $1))
   AND NOT {notice_answered}
   AND NOT EXISTS (SELECT 1 FROM notice_seen s
                    WHERE s.notice = n.id AND s.agent = $1);

-- name: notice_see :batch
-- param: notice uuid, agent uuid, at at
INSERT INTO notice_seen (notice, agent, at)
VALUES ($1, $2, $3)
ON CONFLICT (notice, agent) DO NOTHING;

-- name: notice_readers :many
-- param: notice uuid
-- col: agent uuid, login text, name text, at at
SELECT s.agent, a.login, a.name, s.at
  FROM notice_seen s
  JOIN agent a ON a.id = s.agent
 WHERE s.notice = $1
 ORDER BY s.at, a.name_sort;

-- name: notice_team :one
-- May a scope reach this team or branch? As scope.sql says it of rows.
-- param: agent uuid, level int, team text?, branch text?
-- col: n int
SELECT CASE WHEN $2 = 4
              OR ($3 IS NOT NULL AND $2 IN (2, 3) AND $3 IN
                  (SELECT m.team FROM team_member m WHERE m.agent = $1))
              OR ($2 = 3 AND (SELECT a.branch FROM agent a WHERE a.id = $1) =
                  COALESCE($4, (SELECT t.branch FROM team t
                                 WHERE t.code = $3)))
       THEN 1 ELSE 0 END AS n;
