-- 0034_use.sql - how often each leaf of the tree is used, counted once a day,
-- so that lists of them begin with what people choose.

-- `holder`: a person's id, a team's code (what its people chose), or '' for
-- the whole centre. Derived from contacts and tickets; may be emptied.
CREATE TABLE typification_use (
    holder      {text} NOT NULL,
    typification {text} NOT NULL,
    n           {int} NOT NULL CHECK (n > 0),
    PRIMARY KEY (holder, typification)
) {strict} /*sl , WITHOUT ROWID */;

-- Up to when it was counted last.
ALTER TABLE sweep ADD COLUMN counted {int} NOT NULL DEFAULT 0;

--@pg
ALTER TABLE typification_use ENABLE ROW LEVEL SECURITY;
CREATE POLICY typification_use_read ON typification_use FOR SELECT USING (
    holder = ''
    OR holder = (SELECT cabina_agent(CAST(current_user AS text)))
    OR holder = ANY (CAST((SELECT cabina_teams(CAST(current_user AS text)))
        AS text[])));
CREATE POLICY typification_use_keep ON typification_use USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'sla.keep')) = 4);
GRANT SELECT, INSERT, DELETE ON typification_use TO cabina_user;
--@end
