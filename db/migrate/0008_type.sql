-- 0008_type.sql - what a leaf of the typification tree sets besides priority
-- and team.

ALTER TABLE typification ADD COLUMN form {text} NOT NULL DEFAULT '[]';
ALTER TABLE typification ADD COLUMN closing {text} NOT NULL DEFAULT '[]';
ALTER TABLE typification ADD COLUMN policy {text};
ALTER TABLE typification ADD COLUMN script {text};

--@pg
-- A name that its text no longer has goes.
GRANT DELETE ON label TO cabina_admin;
--@end
