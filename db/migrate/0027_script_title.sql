-- 0027_script_title.sql - what a script is called in each further language.

CREATE TABLE script_title (
    script      {uuid} NOT NULL REFERENCES script_version (id),
    lang        {text} NOT NULL CHECK (length(lang) = 2),
    title       {text} NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    PRIMARY KEY (script, lang)
) {strict};

--@pg
ALTER TABLE script_title ENABLE ROW LEVEL SECURITY;
CREATE POLICY script_title_read ON script_title FOR SELECT USING (true);
CREATE POLICY script_title_add ON script_title FOR INSERT WITH CHECK (
    (SELECT cabina_scope(CAST(current_user AS text), 'script.publish')) > 0);
GRANT SELECT, INSERT ON script_title TO cabina_user;
--@end
