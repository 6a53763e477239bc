-- 0035_named.sql - how the customer of a thing is called.
--
-- Who may see a ticket, a contact, a promised call or an appointment is told
-- by it whom it is of: the name, and what is needed to answer in the right
-- way. Nothing else of a customer out of sight, and the customer is not found
-- by it (core/customer.h has the rule). On SQLite the row that is read was cut
-- by its scope already; PostgreSQL asks once more.
--@sl
CREATE VIEW customer_named AS
SELECT id, name, kind, lang, segment FROM customer;
--@end

CREATE INDEX ticket_requester ON ticket (requester)
 WHERE requester IS NOT NULL;

--@pg
-- What of each thing the asking role sees: read with that role's own rights.
CREATE VIEW ticket_in_sight WITH (security_invoker = true) AS
SELECT customer, requester FROM ticket;
CREATE VIEW interaction_in_sight WITH (security_invoker = true) AS
SELECT customer FROM interaction;
CREATE VIEW callback_in_sight WITH (security_invoker = true) AS
SELECT customer FROM callback;
CREATE VIEW appointment_in_sight WITH (security_invoker = true) AS
SELECT customer FROM appointment;

-- Read by one id at a time, (SELECT c.name FROM customer_named c WHERE c.id =
-- t.customer): a barrier cannot be joined by an index.
CREATE VIEW customer_named WITH (security_barrier = true) AS
SELECT c.id, c.name, c.kind, c.lang, c.segment
  FROM customer c
 WHERE (SELECT cabina_scope(CAST(current_user AS text), 'customer.read')) = 4
    OR EXISTS (SELECT 1 FROM ticket_in_sight t WHERE t.customer = c.id)
    OR EXISTS (SELECT 1 FROM interaction_in_sight i WHERE i.customer = c.id)
    OR EXISTS (SELECT 1 FROM callback_in_sight k WHERE k.customer = c.id)
    OR EXISTS (SELECT 1 FROM appointment_in_sight p WHERE p.customer = c.id)
    OR EXISTS (SELECT 1 FROM ticket_in_sight q WHERE q.requester = c.id);

-- Tickets are found by the names that are shown with them.
DROP POLICY search_key_read ON search_key;
CREATE POLICY search_key_read ON search_key FOR SELECT USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'customer.read')) = 4
    OR EXISTS (SELECT 1 FROM customer c WHERE c.id = search_key.customer)
    OR (kind = 'name' AND EXISTS (
        SELECT 1 FROM customer_named n WHERE n.id = search_key.customer)));

GRANT SELECT ON customer_named, ticket_in_sight, interaction_in_sight,
    callback_in_sight, appointment_in_sight TO cabina_user;
--@end
