-- 0016_saved.sql - views of lists that people keep and share.

CREATE TABLE saved_view (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    list        {text} NOT NULL,      -- of what: "ticket"
    name        {text} NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    agent       {uuid} NOT NULL REFERENCES agent (id),
    team        {text} REFERENCES team (code),     -- shared with it
    words       {text} NOT NULL,      -- its filter, in plain words
    columns     {text} NOT NULL,      -- with blanks; "" for the usual
    version     {int} NOT NULL,
    UNIQUE (agent, list, name)
) {strict};
CREATE INDEX saved_view_team ON saved_view (team) WHERE team IS NOT NULL;

-- Who may take lists out of the house, where roles are set up already (role.c
-- has it for new databases).
INSERT INTO role_grant (role, verb, scope)
SELECT r.code, 'list.export', 4
  FROM role r
 WHERE r.code IN ('supervisor', 'administrator')
   AND EXISTS (SELECT 1 FROM role_grant);

--@pg
ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;
CREATE POLICY saved_view_read ON saved_view FOR SELECT USING (
    agent = (SELECT cabina_agent(CAST(current_user AS text)))
    OR team = ANY (CAST((SELECT cabina_teams(CAST(current_user AS text)))
        AS text[])));
CREATE POLICY saved_view_add ON saved_view FOR INSERT WITH CHECK (
    agent = (SELECT cabina_agent(CAST(current_user AS text))));
CREATE POLICY saved_view_change ON saved_view FOR UPDATE USING (
    agent = (SELECT cabina_agent(CAST(current_user AS text))));
CREATE POLICY saved_view_drop ON saved_view FOR DELETE USING (
    agent = (SELECT cabina_agent(CAST(current_user AS text))));
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO cabina_user;
--@end
