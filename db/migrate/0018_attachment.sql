-- 0018_attachment.sql - files that belong to tickets, and what is in them.
--
-- What is in a file is kept once, by its hash, in parts of base64: in the same
-- database as what speaks of it, so that an interrupted write leaves nothing,
-- and one backup has all.

CREATE TABLE content (
    hash        {text} PRIMARY KEY CHECK (length(hash) = 64), -- SHA-256
    size        {int} NOT NULL CHECK (size > 0),              -- bytes
    kind        {text} NOT NULL,      -- told by what is in it: attachment.h
    at          {int} NOT NULL
) {strict};

CREATE TABLE content_part (
    hash        {text} NOT NULL REFERENCES content (hash),
    n           {int} NOT NULL CHECK (n >= 0),
    data        {text} NOT NULL,
    PRIMARY KEY (hash, n)
) {strict};

CREATE TABLE attachment (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    ticket      {uuid} NOT NULL REFERENCES ticket (id),
    position    {int} NOT NULL CHECK (position > 0), -- on its ticket: people say it
    hash        {text} NOT NULL REFERENCES content (hash),
    name        {text} NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    agent       {uuid} REFERENCES agent (id),
    at          {int} NOT NULL,
    removed_at  {int},
    removed_by  {uuid} REFERENCES agent (id),
    UNIQUE (ticket, position)
) {strict};
CREATE INDEX attachment_hash ON attachment (hash);

-- What goes along with a letter.
CREATE TABLE letter_file (
    message     {uuid} NOT NULL REFERENCES message (id),
    attachment  {uuid} NOT NULL REFERENCES attachment (id),
    PRIMARY KEY (message, attachment)
) {strict};

--@pg
-- Sizes are everybody's (there is a limit for all), what is in a file is who
-- sees a ticket that has it.
ALTER TABLE content ENABLE ROW LEVEL SECURITY;
CREATE POLICY content_read ON content FOR SELECT USING (true);
CREATE POLICY content_add ON content FOR INSERT WITH CHECK (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.edit')) > 0);

ALTER TABLE attachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY attachment_all ON attachment USING (
    EXISTS (SELECT 1 FROM ticket t WHERE t.id = attachment.ticket));

ALTER TABLE content_part ENABLE ROW LEVEL SECURITY;
CREATE POLICY content_part_read ON content_part FOR SELECT USING (
    EXISTS (SELECT 1 FROM attachment a WHERE a.hash = content_part.hash));
CREATE POLICY content_part_add ON content_part FOR INSERT WITH CHECK (
    (SELECT cabina_scope(CAST(current_user AS text), 'ticket.edit')) > 0);

ALTER TABLE letter_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY letter_file_all ON letter_file USING (
    EXISTS (SELECT 1 FROM attachment a WHERE a.id = letter_file.attachment));

GRANT SELECT, INSERT ON content, content_part, letter_file TO cabina_user;
GRANT SELECT, INSERT, DELETE ON attachment TO cabina_user;
GRANT UPDATE (removed_at, removed_by) ON attachment TO cabina_user;
--@end
