-- 0042_bound.sql - what a console is bound to, and goes with: on a server its
-- connection there, beside a file its process (base/alive.h); 0 is not known.
-- So who is killed is gone at once, however seldom one who rests says so.

ALTER TABLE presence ADD COLUMN bound {int} NOT NULL DEFAULT 0;
