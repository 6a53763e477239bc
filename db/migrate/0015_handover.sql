-- 0015_handover.sql - a live contact given to somebody else, with what its
-- first agent had on the desk.

CREATE TABLE handover (           -- the last of each contact
    interaction {uuid} PRIMARY KEY REFERENCES interaction (id),
    from_agent  {uuid} REFERENCES agent (id), -- none: their console was lost
    to_agent    {uuid} REFERENCES agent (id), -- none: anybody of the team
    team        {text} REFERENCES team (code),
    note        {text} NOT NULL,
    desk        {text} NOT NULL,      -- JSON: screens and what was typed; ""
    at          {int} NOT NULL,
    taken_by    {uuid} REFERENCES agent (id),
    taken_at    {int}
) {strict};

--@pg
-- It is seen and changed with its contact.
ALTER TABLE handover ENABLE ROW LEVEL SECURITY;
CREATE POLICY handover_read ON handover FOR SELECT USING (
    EXISTS (SELECT 1 FROM interaction i WHERE i.id = handover.interaction));
CREATE POLICY handover_add ON handover FOR INSERT WITH CHECK (
    (SELECT cabina_scope(CAST(current_user AS text), 'interaction.handle'))
        > 0
    AND EXISTS (SELECT 1 FROM interaction i
                 WHERE i.id = handover.interaction));
CREATE POLICY handover_change ON handover FOR UPDATE USING (
    EXISTS (SELECT 1 FROM interaction i WHERE i.id = handover.interaction))
    WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON handover TO cabina_user;
--@end
