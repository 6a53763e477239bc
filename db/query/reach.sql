-- reach.sql - whether somebody reaches a ticket: what db/scope.sql says of who
-- asks, said of another person.

-- part: ticket_reached
-- Agent `a`, by a grant `g` of their role, ticket `t`.
(g.scope = 4 OR t.owner = a.id OR t.created_by = a.id OR t.lent_owner = a.id
 OR (g.scope IN (2, 3) AND EXISTS
     (SELECT 1 FROM team_member m
       WHERE m.agent = a.id AND m.team IN (t.team, t.lent_to)))
 OR (g.scope = 3 AND t.branch = a.branch)
 OR (g.verb = 'ticket.read' AND EXISTS
     (SELECT 1 FROM referral r
       WHERE r.ticket = t.id
         AND (r.owner = a.id OR r.sent_by = a.id
              OR (g.scope IN (2, 3) AND EXISTS
                  (SELECT 1 FROM team_member n
                    WHERE n.agent = a.id
                      AND n.team IN (r.to_team, r.from_team)))))))
