-- 0041_order.sql - tickets in the order of their customers and of their changes.

-- What was done last, of all there is.
CREATE INDEX ticket_changed ON ticket (updated_at, id);

-- A list is put in the order of the names it shows: by their keys.
--@sl
DROP VIEW customer_named;
CREATE VIEW customer_named AS
SELECT id, name, kind, lang, segment, name_sort FROM customer;
--@end
--@pg
CREATE OR REPLACE VIEW customer_named WITH (security_barrier = true) AS
SELECT c.id, c.name, c.kind, c.lang, c.segment, c.name_sort
  FROM customer c
 WHERE (SELECT cabina_scope(CAST(current_user AS text), 'customer.read')) = 4
    OR EXISTS (SELECT 1 FROM ticket_in_sight t WHERE t.customer = c.id)
    OR EXISTS (SELECT 1 FROM interaction_in_sight i WHERE i.customer = c.id)
    OR EXISTS (SELECT 1 FROM callback_in_sight k WHERE k.customer = c.id)
    OR EXISTS (SELECT 1 FROM appointment_in_sight p WHERE p.customer = c.id)
    OR EXISTS (SELECT 1 FROM ticket_in_sight q WHERE q.requester = c.id);
--@end
