-- What only the engine's own catalogue knows, and the head that nobody may
-- read directly on PostgreSQL.

-- name: schema_state :one
-- col: ours int, tables int
SELECT COALESCE(SUM(CASE WHEN tablename = 'schema_migration' THEN 1 ELSE 0 END),
       0) AS ours,
       COUNT(*) AS tables
  FROM pg_catalog.pg_tables
 WHERE schemaname = current_schema();

-- name: event_head_get :one
-- col: n int, hash text
SELECT n, hash FROM cabina_head();
