-- 0037_segment.sql - customers of a segment that few are in, or nobody.

CREATE INDEX customer_segment ON customer (segment, id);
