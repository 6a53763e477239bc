-- 0050_passed.sql - PostgreSQL: who passed a contact on reads it no more, as
-- db/scope.sql has it.
--
-- A changed row is to be visible to who changed it (0002_access.sql), so it is
-- for the transaction that changes it: passed_by of a contact is that one's
-- number, which nobody has again.
--@pg

CREATE FUNCTION cabina_passing() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.passed_by := CAST(pg_current_xact_id() AS text);
    RETURN NEW;
END
$$;
DROP TRIGGER interaction_passed ON interaction;
CREATE TRIGGER interaction_passed BEFORE UPDATE OF team, branch, owner
    ON interaction
    FOR EACH ROW WHEN ((OLD.team, OLD.branch, OLD.owner) IS DISTINCT FROM
    (NEW.team, NEW.branch, NEW.owner)) EXECUTE FUNCTION cabina_passing();

-- The rule of 0047_legs.sql; what is read and what is changed.
DO $$
DECLARE
    rule CONSTANT text :=
        'CASE (SELECT cabina_scope(CAST(current_user AS text), %1$L))'
        ' WHEN 4 THEN true WHEN 0 THEN false'
        ' ELSE (SELECT cabina_agent(CAST(current_user AS text)))'
        ' = ANY (ARRAY[owner, created_by])'
        ' OR ARRAY[team] && (SELECT cabina_reach_teams('
        'CAST(current_user AS text), %1$L))'
        ' OR branch = (SELECT cabina_reach_branch('
        'CAST(current_user AS text), %1$L))'
        ' OR passed_by = CAST(pg_current_xact_id_if_assigned() AS text)'
        '%2$s END';
BEGIN
    EXECUTE format('ALTER POLICY interaction_change ON interaction USING (%s)',
        format(rule, 'interaction.handle', ''));
    EXECUTE format('ALTER POLICY interaction_read ON interaction USING (%s)',
        format(rule, 'interaction.read', format(' OR '
        'cabina_contact(id, (SELECT cabina_scope(CAST(current_user AS text),'
        ' %1$L)), (SELECT cabina_agent(CAST(current_user AS text))),'
        ' (SELECT cabina_reach_teams(CAST(current_user AS text), %1$L)),'
        ' (SELECT cabina_reach_branch(CAST(current_user AS text), %1$L)))',
        'ticket.read')));
END
$$;
--@end
