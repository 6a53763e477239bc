-- 0030_review.sql - reminders that come again, in the hours of a calendar.

ALTER TABLE reminder ADD COLUMN every {text} NOT NULL DEFAULT ''; -- '5bd'; '': once
ALTER TABLE reminder ADD COLUMN calendar {text} NOT NULL DEFAULT ''; -- '': any hour
ALTER TABLE reminder ADD COLUMN times {int} NOT NULL DEFAULT 0; -- told so far

--@pg
GRANT UPDATE (at, times) ON reminder TO cabina_user;
--@end
