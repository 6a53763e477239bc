-- setup.sql - versions of calendars, policies and holiday files, as text.

-- name: setup_versions :many
-- An empty kind or name is every one. The one that counts of several from the
-- same instant is the last.
-- param: kind text, name text
-- col: id uuid, kind text, name text, text text, valid_from at
SELECT id, kind, name, text, valid_from
  FROM setup_version
 WHERE ($1 = '' OR kind = $1) AND ($2 = '' OR name = $2)
 ORDER BY kind, name, valid_from, id;

-- name: setup_count :one
-- Versions are only ever added: how many there are tells whether one was.
-- col: n int
SELECT count(*) AS n FROM setup_version;

-- name: setup_add :exec
-- param: id uuid, kind text, name text, text text, hash text, valid_from at, who uuid?
INSERT INTO setup_version (id, kind, name, text, hash, valid_from, who)
VALUES ($1, $2, $3, $4, $5, $6, $7);
