-- scope.sql - which rows a person may see, in one place.
--
-- A query that says `-- scope: agent TABLE ALIAS` has this text in place of
-- its {scope}; {t} is the alias. Levels: 1 own, 2 team, 3 branch, 4 all, and
-- each includes the ones before it. PostgreSQL repeats the rule as row-level
-- security (migrate/0002_access.sql).

-- A ticket that is lent is seen by who has it as by its own team.
-- scope-of: ticket
({level} = 4
 OR {t}.owner = {agent} OR {t}.created_by = {agent}
 OR {t}.lent_owner = {agent}
 OR ({level} IN (2, 3) AND ({t}.team IN
     (SELECT sm.team FROM team_member sm WHERE sm.agent = {agent})
     OR {t}.lent_to IN
     (SELECT sl.team FROM team_member sl WHERE sl.agent = {agent})))
 OR ({level} = 3 AND {t}.branch =
     (SELECT sa.branch FROM agent sa WHERE sa.id = {agent})))

-- scope-of: interaction
({level} = 4
 OR {t}.owner = {agent} OR {t}.created_by = {agent}
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
