-- 0006_honesty.sql - how each clock was paused, so that what was kept only
-- because it stood still can be told from what was kept.
--
-- Clocks that are there already say nothing about it until `sla rebuild`.

ALTER TABLE clock ADD COLUMN paused_ms {int} NOT NULL DEFAULT 0;
ALTER TABLE clock ADD COLUMN pauses {int} NOT NULL DEFAULT 0;
ALTER TABLE clock ADD COLUMN late_pauses {int} NOT NULL DEFAULT 0;
CREATE INDEX clock_met ON clock (met_at) WHERE met_at IS NOT NULL;
