-- 0045_redress_asked.sql - redress that waits for somebody's word is few, and
-- looked for whenever somebody comes home.

CREATE INDEX complaint_asked ON complaint (folio)
 WHERE redress_state = 'asked';
