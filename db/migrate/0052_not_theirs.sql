-- 0052_not_theirs.sql - PostgreSQL: whoever began a contact that somebody else has
-- by now reads it on, and changes it no more, as the rule `handled` of
-- db/scope.sql.
--@pg
-- The rule of 0051_given_back.sql; who began it, apart.
ALTER POLICY interaction_change ON interaction USING (
    CASE (SELECT cabina_scope(CAST(current_user AS text), 'interaction.handle'))
    WHEN 4 THEN true WHEN 0 THEN false
    ELSE (SELECT cabina_agent(CAST(current_user AS text)))
        = COALESCE(owner, created_by)
    OR ARRAY[team] && (SELECT cabina_reach_teams(
        CAST(current_user AS text), 'interaction.handle'))
    OR branch = (SELECT cabina_reach_branch(
        CAST(current_user AS text), 'interaction.handle'))
    OR passed_by = CAST(pg_current_xact_id_if_assigned() AS text)
    OR cabina_lost(id) END);
--@end
