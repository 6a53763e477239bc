-- 0049_law.sql - urgent complaints had no term of the law: the next sweep asks
-- once more what is promised on each open ticket.
UPDATE sweep SET stamp = 0, renewed = '';
