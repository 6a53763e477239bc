-- survey.sql - what was asked in a survey, and its figures.

-- name: survey_have :one
-- The answer that a contact gave to this question before.
-- scope: none (the contact was taken through its scope)
-- param: interaction uuid, survey text, question text
-- col: id uuid
SELECT id
  FROM survey_answer
 WHERE interaction = $1 AND survey = $2 AND question = $3;

-- name: survey_put :exec
-- scope: none (the contact was taken through its scope)
-- param: id uuid, survey text, question text, kind text, value text, num int?, interaction uuid, agent uuid?, at at
INSERT INTO survey_answer (id, survey, question, kind, value, num, interaction,
       run, agent, at)
VALUES ($1, $2, $3, $4, $5, $6, $7,
       (SELECT max(r.id) FROM script_run r WHERE r.interaction = $7
          AND r.state = 'running'), $8, $9)
ON CONFLICT (interaction, survey, question) DO UPDATE
   SET value = excluded.value, num = excluded.num, at = excluded.at;

-- name: survey_counts :many
-- How often each figure was given; answered 0: asked and not answered. `by`
-- is agent, branch or nothing.
-- scope: agent interaction i
-- param: survey text, from at, to at, by text
-- col: question text, kind text, who text, num int, answered bool, n int
SELECT s.question, s.kind,
       CASE $4 WHEN 'agent' THEN COALESCE(a.login, '')
               WHEN 'branch' THEN COALESCE(i.branch, '') ELSE '' END AS who,
       COALESCE(s.num, 0) AS num,
       CASE WHEN s.value = '' THEN 0 ELSE 1 END AS answered, count(*) AS n
  FROM survey_answer s
  JOIN interaction i ON i.id = s.interaction
  LEFT JOIN agent a ON a.id = s.agent
 WHERE s.survey = $1 AND s.at >= $2 AND s.at < $3 AND {scope}
 GROUP BY 1, 2, 3, 4, 5
 ORDER BY 1, 2, 3, 4, 5;

-- name: survey_list :many
-- The answers themselves, the newest first.
-- scope: agent interaction i
-- param: survey text, question text?, from at, to at, limit int
-- col: id uuid, survey text, question text, kind text, value text personal, contact int, customer_name text, agent text, script text, version int, at at
SELECT s.id, s.survey, s.question, s.kind, s.value, i.number AS contact,
       (SELECT c.name FROM customer_named c
         WHERE c.id = i.customer) AS customer_name,
       a.login AS agent, v.name AS script,
       v.n AS version, s.at
  FROM survey_answer s
  JOIN interaction i ON i.id = s.interaction
  LEFT JOIN agent a ON a.id = s.agent
  LEFT JOIN script_run r ON r.id = s.run
  LEFT JOIN script_version v ON v.id = r.script
 WHERE s.survey = $1 AND ($2 IS NULL OR s.question = $2)
   AND s.at >= $3 AND s.at < $4 AND {scope}
 ORDER BY s.at DESC, s.id
 LIMIT $5;
