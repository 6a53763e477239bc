-- scope.sql - which rows a person may see, in one place.
--
-- A query that says `-- scope: agent TABLE ALIAS` has this text in place of
-- its {scope}; {t} is the alias. Levels: 1 own, 2 team, 3 branch, 4 all, and
-- each includes the ones before it. {tickets} is, for the rights to read tickets
-- and contacts, the level for tickets, else 0: what one worked on stays in sight,
-- and is changed no more.
-- {ticket_scope} is the ticket's rule for an alias t, in what has another scope.
-- PostgreSQL repeats the rule as row-level security (migrate/0002_access.sql,
-- 0014_referral.sql, 0047_legs.sql, 0050_passed.sql, 0052_not_theirs.sql), and asks
-- for legs and for the tickets of contacts by functions there: tables would bring
-- their own walls into each query.

-- A ticket that is lent is seen by who has it as by its own team; whoever was
-- asked for it, or sent it, reads it ever after.
-- scope-of: ticket
({level} = 4
 OR {t}.owner = {agent} OR {t}.created_by = {agent}
 OR {t}.lent_owner = {agent}
 OR ({level} IN (2, 3) AND ({t}.team IN
     (SELECT sm.team FROM team_member sm WHERE sm.agent = {agent})
     OR {t}.lent_to IN
     (SELECT sl.team FROM team_member sl WHERE sl.agent = {agent})))
 OR ({level} = 3 AND {t}.branch =
     (SELECT sa.branch FROM agent sa WHERE sa.id = {agent}))
 OR ({tickets} IN (1, 2, 3) AND
     /*pg cabina_leg({t}.id, {agent}, ARRAY(SELECT st.team FROM team_member st
           WHERE st.agent = {agent} AND {tickets} > 1)) */
     /*sl EXISTS (SELECT 1 FROM referral sr
       WHERE sr.ticket = {t}.id
         AND (sr.owner = {agent} OR sr.sent_by = {agent}
              OR ({tickets} > 1 AND EXISTS
                  (SELECT 1 FROM team_member st
                    WHERE st.agent = {agent}
                      AND st.team IN (sr.from_team, sr.to_team))))) */))

-- A contact is read with the tickets that came of it or that it is about.
-- scope-of: interaction
({level} = 4
 OR {t}.owner = {agent} OR {t}.created_by = {agent}
 OR ({level} IN (2, 3) AND {t}.team IN
     (SELECT sm.team FROM team_member sm WHERE sm.agent = {agent}))
 OR ({level} = 3 AND {t}.branch =
     (SELECT sa.branch FROM agent sa WHERE sa.id = {agent}))
 OR ({level} IN (1, 2, 3) AND
     /*pg cabina_contact({t}.id, {tickets}, {agent},
           ARRAY(SELECT st.team FROM team_member st
                  WHERE st.agent = {agent} AND {tickets} IN (2, 3)),
           (SELECT sb.branch FROM agent sb
             WHERE sb.id = {agent} AND {tickets} = 3)) */
     /*sl EXISTS (SELECT 1 FROM ticket t
       WHERE t.id IN
             (SELECT sm.ticket FROM matter sm WHERE sm.interaction = {t}.id
              UNION ALL
              SELECT so.id FROM ticket so WHERE so.interaction = {t}.id)
         AND {ticket_scope}) */))

-- A contact that is gone on with: whoever began it and handed it over reads on.
-- scope-of: handled
({level} = 4
 OR {t}.owner = {agent}
 OR ({t}.owner IS NULL AND {t}.created_by = {agent} AND NOT EXISTS
     (SELECT 1 FROM handover sh
       WHERE sh.interaction = {t}.id AND sh.taken_at IS NULL))
 OR ({level} IN (2, 3) AND {t}.team IN
     (SELECT sm.team FROM team_member sm WHERE sm.agent = {agent}))
 OR ({level} = 3 AND {t}.branch =
     (SELECT sa.branch FROM agent sa WHERE sa.id = {agent})))

-- scope-of: customer
({level} = 4
 OR {t}.owner = {agent} OR {t}.created_by = {agent}
 OR ({level} IN (2, 3) AND {t}.team IN
     (SELECT sm.team FROM team_member sm WHERE sm.agent = {agent}))
 OR ({level} = 3 AND {t}.branch =
     (SELECT sa.branch FROM agent sa WHERE sa.id = {agent})))

-- scope-of: callback
({level} = 4
 OR {t}.owner = {agent} OR {t}.created_by = {agent}
 OR ({level} IN (2, 3) AND {t}.team IN
     (SELECT sm.team FROM team_member sm WHERE sm.agent = {agent}))
 OR ({level} = 3 AND {t}.branch =
     (SELECT sa.branch FROM agent sa WHERE sa.id = {agent})))

-- The branch is where it takes place, not where it was booked.
-- scope-of: appointment
({level} = 4
 OR {t}.owner = {agent} OR {t}.created_by = {agent}
 OR ({level} IN (2, 3) AND {t}.team IN
     (SELECT sm.team FROM team_member sm WHERE sm.agent = {agent}))
 OR ({level} = 3 AND {t}.branch =
     (SELECT sa.branch FROM agent sa WHERE sa.id = {agent})))

-- Staff: level 2 is whoever shares a team, level 3 also the same branch.
-- scope-of: agent
({level} = 4
 OR {t}.id = {agent}
 OR ({level} IN (2, 3) AND EXISTS
     (SELECT 1 FROM team_member sx JOIN team_member sy ON sy.team = sx.team
       WHERE sx.agent = {t}.id AND sy.agent = {agent}))
 OR ({level} = 3 AND {t}.branch =
     (SELECT sa.branch FROM agent sa WHERE sa.id = {agent})))
