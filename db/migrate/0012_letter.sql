-- 0012_letter.sql - words on their way to a customer, and what a complaint
-- must have.

-- A message that leaves the building. It is written with the message, waits
-- until leave_at, where it can be called back, and then is a file of the spool.
CREATE TABLE letter (
    message     {uuid} PRIMARY KEY REFERENCES message (id),
    ticket      {uuid} NOT NULL REFERENCES ticket (id),
    channel     {text} NOT NULL,
    to_addr     {text} NOT NULL CHECK (length(to_addr) BETWEEN 1 AND 300),
    leave_at    {int} NOT NULL,
    recalled_at {int},
    left_at     {int}
) {strict};
CREATE INDEX letter_leave ON letter (leave_at)
 WHERE left_at IS NULL AND recalled_at IS NULL;
CREATE INDEX letter_ticket ON letter (ticket);

-- ---- complaints -----------------------------------------------------------

CREATE TABLE cause (              -- why things went wrong, as a tree
    code        {text} PRIMARY KEY,
    parent      {text} REFERENCES cause (code),
    retired_at  {int}
) {strict};

CREATE TABLE complaint (          -- what the law wants of a ticket that is one
    ticket      {uuid} PRIMARY KEY REFERENCES ticket (id),
    folio       {int} NOT NULL UNIQUE,
    outcome     {text} NOT NULL CHECK (outcome = '' OR outcome = 'upheld'
        OR outcome = 'partly' OR outcome = 'rejected'),
    cause       {text} REFERENCES cause (code),
    redress     {int} NOT NULL CHECK (redress >= 0), -- whole pesos
    redress_state {text} NOT NULL CHECK (redress_state = ''
        OR redress_state = 'asked' OR redress_state = 'granted'
        OR redress_state = 'refused'),
    asked_by    {uuid} REFERENCES agent (id),
    answered_by {uuid} REFERENCES agent (id),
    answered_at {int},
    -- Four eyes, in the data: nobody grants what they asked for above their
    -- own limit, which leaves answered_by none.
    CHECK (answered_by IS NULL OR answered_by <> asked_by)
) {strict};

CREATE TABLE redress_limit (      -- what each role grants alone; none: nothing
    role        {text} PRIMARY KEY REFERENCES role (code),
    most        {int} NOT NULL CHECK (most >= 0)
) {strict};

INSERT INTO counter (name, next) VALUES ('folio', 1);

INSERT INTO cause (code, parent) VALUES
    ('people', NULL), ('process', NULL), ('product', NULL),
    ('supplier', NULL), ('customer', NULL);
INSERT INTO cause (code, parent) VALUES
    ('people-training', 'people'), ('people-care', 'people'),
    ('people-manner', 'people'),
    ('process-delay', 'process'), ('process-information', 'process'),
    ('process-charge', 'process'), ('process-records', 'process'),
    ('product-factory', 'product'), ('product-part', 'product'),
    ('supplier-part-late', 'supplier'), ('supplier-carrier', 'supplier'),
    ('customer-use', 'customer'), ('customer-no-cause', 'customer');
INSERT INTO label (kind, code, lang, text, fold) VALUES
    ('cause', 'people', 'es', 'Personas', 'personas'),
    ('cause', 'people', 'en', 'People', 'people'),
    ('cause', 'process', 'es', 'Proceso', 'proceso'),
    ('cause', 'process', 'en', 'Process', 'process'),
    ('cause', 'product', 'es', 'Producto', 'producto'),
    ('cause', 'product', 'en', 'Product', 'product'),
    ('cause', 'supplier', 'es', 'Proveedor', 'proveedor'),
    ('cause', 'supplier', 'en', 'Supplier', 'supplier'),
    ('cause', 'customer', 'es', 'Cliente', 'cliente'),
    ('cause', 'customer', 'en', 'Customer', 'customer'),
    ('cause', 'people-training', 'es', 'Falta de formación',
     'falta de formacion'),
    ('cause', 'people-training', 'en', 'Lack of training',
     'lack of training'),
    ('cause', 'people-care', 'es', 'Descuido', 'descuido'),
    ('cause', 'people-care', 'en', 'Carelessness', 'carelessness'),
    ('cause', 'people-manner', 'es', 'Trato', 'trato'),
    ('cause', 'people-manner', 'en', 'Manner', 'manner'),
    ('cause', 'process-delay', 'es', 'Demora', 'demora'),
    ('cause', 'process-delay', 'en', 'Delay', 'delay'),
    ('cause', 'process-information', 'es', 'Información que faltó',
     'informacion que falto'),
    ('cause', 'process-information', 'en', 'Information missing',
     'information missing'),
    ('cause', 'process-charge', 'es', 'Cobro', 'cobro'),
    ('cause', 'process-charge', 'en', 'Charge', 'charge'),
    ('cause', 'process-records', 'es', 'Registro equivocado',
     'registro equivocado'),
    ('cause', 'process-records', 'en', 'Wrong record', 'wrong record'),
    ('cause', 'product-factory', 'es', 'Defecto de fábrica',
     'defecto de fabrica'),
    ('cause', 'product-factory', 'en', 'Factory fault', 'factory fault'),
    ('cause', 'product-part', 'es', 'Repuesto defectuoso',
     'repuesto defectuoso'),
    ('cause', 'product-part', 'en', 'Faulty part', 'faulty part'),
    ('cause', 'supplier-part-late', 'es', 'Repuesto atrasado',
     'repuesto atrasado'),
    ('cause', 'supplier-part-late', 'en', 'Part late', 'part late'),
    ('cause', 'supplier-carrier', 'es', 'Transporte', 'transporte'),
    ('cause', 'supplier-carrier', 'en', 'Carrier', 'carrier'),
    ('cause', 'customer-use', 'es', 'Uso del cliente', 'uso del cliente'),
    ('cause', 'customer-use', 'en', 'Use by the customer',
     'use by the customer'),
    ('cause', 'customer-no-cause', 'es', 'Sin falta nuestra',
     'sin falta nuestra'),
    ('cause', 'customer-no-cause', 'en', 'No fault of ours',
     'no fault of ours');

--@pg
-- What hangs on a ticket is seen and changed with it.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['letter', 'complaint'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY %I ON %I USING ('
            '(SELECT cabina_scope(CAST(current_user AS text),'
            ' ''ticket.read'')) = 4'
            ' OR EXISTS (SELECT 1 FROM ticket x WHERE x.id = %2$I.ticket))',
            t || '_all', t);
    END LOOP;
END
$$;

GRANT SELECT, INSERT ON letter, complaint TO cabina_user;
GRANT UPDATE (recalled_at, left_at) ON letter TO cabina_user;
GRANT UPDATE (outcome, cause, redress, redress_state, asked_by, answered_by,
    answered_at) ON complaint TO cabina_user;
GRANT SELECT ON cause, redress_limit TO cabina_user;
GRANT INSERT, UPDATE ON cause, redress_limit TO cabina_admin;
--@end
