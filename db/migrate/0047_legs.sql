-- 0047_legs.sql - whoever was asked for a ticket, or sent it, keeps it in sight,
-- and with a ticket the contacts that it came of and that were about it: on a
-- server, too, as db/scope.sql has it.

--@pg
-- The teams, and the branch, whose things a right reaches; none: {} and NULL.
CREATE FUNCTION cabina_reach_teams(who text, verb text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN CASE WHEN cabina_scope(who, verb) IN (2, 3)
        THEN cabina_teams(who) ELSE CAST('{}' AS text[]) END;
END
$$;

CREATE FUNCTION cabina_reach_branch(who text, verb text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN CASE WHEN cabina_scope(who, verb) = 3 THEN cabina_branch(who) END;
END
$$;

-- Had this person, or one of these teams, to do with the ticket?
CREATE FUNCTION cabina_leg(what text, me text, teams text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM referral r
                    WHERE r.ticket = what
                      AND (me IN (r.owner, r.sent_by)
                           OR ARRAY[r.from_team, r.to_team] && teams));
END
$$;

-- Does the contact belong to a ticket that the person reads? `level`, `teams` and
-- `branch` are the reach of ticket.read.
CREATE FUNCTION cabina_contact(what text, level bigint, me text, teams text[],
    home text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN level > 0 AND EXISTS (
        SELECT 1 FROM ticket t
         WHERE t.id IN (SELECT m.ticket FROM matter m
                         WHERE m.interaction = what
                         UNION ALL
                        SELECT o.id FROM ticket o WHERE o.interaction = what)
           AND (level = 4
                OR me IN (t.owner, t.created_by, t.lent_owner)
                OR ARRAY[t.team, t.lent_to] && teams
                OR t.branch = home
                OR cabina_leg(t.id, me, teams)));
END
$$;

-- Legs of the asking role's own, or of its teams: a leg's own wall asks for its
-- ticket, and a ticket's asks for its legs.
CREATE VIEW leg_seen AS
SELECT r.ticket
  FROM referral r
 WHERE (SELECT cabina_agent(CAST(current_user AS text)))
       IN (r.owner, r.sent_by)
    OR ARRAY[r.from_team, r.to_team] && (SELECT cabina_reach_teams(
       CAST(current_user AS text), 'ticket.read'));

-- Each SELECT of a rule is asked once for each statement, and made ready for
-- each wherever the table is named: so they are few. OFFSET 0: a ticket's legs
-- are looked up by their index; else all legs are read for the first row.
DO $$
DECLARE
    rule CONSTANT text :=
        'CASE (SELECT cabina_scope(CAST(current_user AS text), %1$L))'
        ' WHEN 4 THEN true WHEN 0 THEN false'
        ' ELSE (SELECT cabina_agent(CAST(current_user AS text)))'
        ' = ANY (ARRAY[owner, created_by, passed_by%2$s])'
        ' OR ARRAY[team%3$s] && (SELECT cabina_reach_teams('
        'CAST(current_user AS text), %1$L))'
        ' OR branch = (SELECT cabina_reach_branch('
        'CAST(current_user AS text), %1$L))'
        ' OR %4$s END';
BEGIN
    DROP POLICY ticket_read ON ticket;
    DROP POLICY interaction_read ON interaction;
    EXECUTE format('CREATE POLICY ticket_read ON ticket FOR SELECT USING (%s)',
        format(rule, 'ticket.read', ', lent_owner', ', lent_to',
        'EXISTS (SELECT 1 FROM leg_seen s WHERE s.ticket = ticket.id'
        ' OFFSET 0)'));
    EXECUTE format('CREATE POLICY interaction_read ON interaction FOR SELECT'
        ' USING (%s)', format(rule, 'interaction.read', '', '', format(
        'cabina_contact(id, (SELECT cabina_scope(CAST(current_user AS text),'
        ' %1$L)), (SELECT cabina_agent(CAST(current_user AS text))),'
        ' (SELECT cabina_reach_teams(CAST(current_user AS text), %1$L)),'
        ' (SELECT cabina_reach_branch(CAST(current_user AS text), %1$L)))',
        'ticket.read')));
END
$$;

REVOKE ALL ON FUNCTION cabina_reach_teams(text, text),
    cabina_reach_branch(text, text), cabina_leg(text, text, text[]),
    cabina_contact(text, bigint, text, text[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabina_reach_teams(text, text),
    cabina_reach_branch(text, text), cabina_leg(text, text, text[]),
    cabina_contact(text, bigint, text, text[], text) TO cabina_user;
GRANT SELECT ON leg_seen TO cabina_user;
--@end
