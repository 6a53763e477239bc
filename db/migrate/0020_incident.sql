-- 0020_incident.sql - mass incidents that agents are warned of, and bulletins
-- that must be read.

-- A ticket that stands for many: its cases are links of kind "incident". The
-- words are for every agent, until it ends.
CREATE TABLE incident (
    ticket       {uuid} PRIMARY KEY REFERENCES ticket (id),
    number       {int} NOT NULL,     -- the ticket's, for who may not see it
    words        {text} NOT NULL CHECK (length(words) BETWEEN 1 AND 500),
    typification {text} REFERENCES typification (code), -- and all below it
    began_at     {int} NOT NULL,
    began_by     {uuid} REFERENCES agent (id),
    ended_at     {int},
    ended_by     {uuid} REFERENCES agent (id),
    version      {int} NOT NULL
) {strict};
CREATE INDEX incident_open ON incident (began_at) WHERE ended_at IS NULL;

CREATE TABLE bulletin (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    number      {int} NOT NULL UNIQUE,
    team        {text} REFERENCES team (code), -- none: everybody
    title       {text} NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    text        {text} NOT NULL CHECK (length(text) BETWEEN 1 AND 8000),
    author      {uuid} REFERENCES agent (id),
    at          {int} NOT NULL,
    until_at    {int},               -- need not be read after it
    retired_at  {int}
) {strict};
CREATE INDEX bulletin_at ON bulletin (at);

CREATE TABLE bulletin_read (
    bulletin    {uuid} NOT NULL REFERENCES bulletin (id),
    agent       {uuid} NOT NULL REFERENCES agent (id),
    at          {int} NOT NULL,
    PRIMARY KEY (bulletin, agent)
) {strict};

INSERT INTO counter (name, next) VALUES ('bulletin', 1);

--@pg
-- What is going on is everybody's to know; who works on the ticket says it.
ALTER TABLE incident ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_read ON incident FOR SELECT USING (true);
CREATE POLICY incident_add ON incident FOR INSERT WITH CHECK (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.edit')) > 0
    AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = incident.ticket));
CREATE POLICY incident_change ON incident FOR UPDATE USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.edit')) > 0
    AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = incident.ticket));
CREATE POLICY incident_drop ON incident FOR DELETE USING (
    began_by = (SELECT cabina_agent(CAST(current_user AS text))));
-- Who changes a ticket makes it a case, also of one out of their sight.
CREATE POLICY ticket_link_case ON ticket_link FOR INSERT WITH CHECK (
    kind = 'incident'
    AND (SELECT cabina_scope(CAST(current_user AS text), 'ticket.edit',
        'ticket.create')) > 0
    AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = from_ticket)
    AND EXISTS (SELECT 1 FROM incident i WHERE i.ticket = to_ticket
                   AND i.ended_at IS NULL));
CREATE POLICY ticket_link_case_drop ON ticket_link FOR DELETE USING (
    kind = 'incident'
    AND made_by = (SELECT cabina_agent(CAST(current_user AS text))));
GRANT SELECT, INSERT, DELETE ON incident TO cabina_user;
GRANT UPDATE (words, typification, began_at, began_by, ended_at, ended_by,
    version) ON incident TO cabina_user;

ALTER TABLE bulletin ENABLE ROW LEVEL SECURITY;
CREATE POLICY bulletin_read ON bulletin FOR SELECT USING (
    team IS NULL
    OR author = (SELECT cabina_agent(CAST(current_user AS text)))
    OR (SELECT cabina_scope(CAST(current_user AS text), 'notice.send')) > 0
    OR team = ANY (CAST((SELECT cabina_teams(CAST(current_user AS text)))
        AS text[])));
CREATE POLICY bulletin_add ON bulletin FOR INSERT WITH CHECK (
    author = (SELECT cabina_agent(CAST(current_user AS text)))
    AND (SELECT cabina_scope(CAST(current_user AS text), 'notice.send')) > 0);
CREATE POLICY bulletin_change ON bulletin FOR UPDATE USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'notice.send')) > 0);
ALTER TABLE bulletin_read ENABLE ROW LEVEL SECURITY;
CREATE POLICY bulletin_read_read ON bulletin_read FOR SELECT USING (true);
CREATE POLICY bulletin_read_add ON bulletin_read FOR INSERT WITH CHECK (
    agent = (SELECT cabina_agent(CAST(current_user AS text))));
CREATE POLICY bulletin_read_drop ON bulletin_read FOR DELETE USING (
    agent = (SELECT cabina_agent(CAST(current_user AS text))));
GRANT SELECT, INSERT ON bulletin TO cabina_user;
GRANT UPDATE (retired_at) ON bulletin TO cabina_user;
GRANT SELECT, INSERT, DELETE ON bulletin_read TO cabina_user;
--@end
