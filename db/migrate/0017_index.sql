-- 0017_index.sql - what lists of half a million tickets are led by.
--
-- A filter by state and something else (nobody's, priority, branch) reads what
-- it needs from the index alone, and the row of those only that fit.
DROP INDEX ticket_state;
CREATE INDEX ticket_state ON ticket (state, created_at, id, owner, priority,
    branch, typification);
-- What nobody has is little among all that is open.
CREATE INDEX ticket_nobody ON ticket (state, created_at, id)
 WHERE owner IS NULL;
