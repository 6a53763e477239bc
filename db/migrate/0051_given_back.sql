-- 0051_given_back.sql - PostgreSQL: whoever sweeps (sla.keep) gives back what a
-- lost console held, whoever's it was; no other contact of theirs is changed.
--@pg
CREATE FUNCTION cabina_lost(contact text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT cabina_scope(CAST(current_user AS text), 'sla.keep') = 4
       AND EXISTS (SELECT 1 FROM presence
                    WHERE entity_id = contact AND mode = 3
                      AND seen_at < CAST(extract(epoch FROM clock_timestamp())
                          * 1000 AS bigint) - 120000)
$$;
REVOKE ALL ON FUNCTION cabina_lost(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabina_lost(text) TO cabina_user;

-- The rule of 0050_passed.sql; what is changed.
ALTER POLICY interaction_change ON interaction USING (
    CASE (SELECT cabina_scope(CAST(current_user AS text), 'interaction.handle'))
    WHEN 4 THEN true WHEN 0 THEN false
    ELSE (SELECT cabina_agent(CAST(current_user AS text)))
        = ANY (ARRAY[owner, created_by])
    OR ARRAY[team] && (SELECT cabina_reach_teams(
        CAST(current_user AS text), 'interaction.handle'))
    OR branch = (SELECT cabina_reach_branch(
        CAST(current_user AS text), 'interaction.handle'))
    OR passed_by = CAST(pg_current_xact_id_if_assigned() AS text)
    OR cabina_lost(id) END);
--@end
