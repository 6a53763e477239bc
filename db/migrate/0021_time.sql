-- 0021_time.sql - what hangs on time beside the clocks: approvals that expire,
-- callbacks that come due, and who is called beside the ladder.

-- Functional: the team or the skill that was called; none for the ladder.
ALTER TABLE escalation ADD COLUMN to_team {text};
ALTER TABLE escalation ADD COLUMN to_skill {text};

-- Who has not decided by then is told once more.
ALTER TABLE approval ADD COLUMN remind_at {int};
ALTER TABLE approval ADD COLUMN calendar {text}; -- whose hours; none: any
CREATE INDEX approval_remind ON approval (remind_at)
 WHERE state = 'open' AND remind_at IS NOT NULL;

-- When somebody is told of it next: at its time, and when it is late.
ALTER TABLE callback ADD COLUMN tell_at {int};
ALTER TABLE callback ADD COLUMN told {int} NOT NULL DEFAULT 0;
UPDATE callback SET tell_at = due_at WHERE state = 'open';
CREATE INDEX callback_tell ON callback (tell_at)
 WHERE state = 'open' AND tell_at IS NOT NULL;

-- Where roles are set up already (role.c has it for new databases).
INSERT INTO role_grant (role, verb, scope)
SELECT r.code, 'undo.others', 4
  FROM role r
 WHERE r.code IN ('supervisor', 'administrator')
   AND EXISTS (SELECT 1 FROM role_grant);

--@pg
GRANT UPDATE (remind_at) ON approval TO cabina_user;
GRANT INSERT (tell_at, told), UPDATE (tell_at, told) ON callback TO cabina_user;
--@end
