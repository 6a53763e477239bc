-- 0003_customer.sql - what is known of a customer beside the name.
--
-- What they allow, what to mind, who lives with them, what to offer them, how
-- they proved who they are, and who looked. Each row hangs on a customer and
-- is seen with the customer.

-- ---- more about what is there ------------------------------------------------

ALTER TABLE contact_point ADD COLUMN preferred {int} NOT NULL DEFAULT 0
    CHECK (preferred BETWEEN 0 AND 1);
ALTER TABLE contact_point ADD COLUMN hours {text} NOT NULL DEFAULT '';
-- Who else lives there: a household is suggested by the same address.
CREATE INDEX contact_point_address ON contact_point (norm)
 WHERE kind = 'address';

ALTER TABLE asset ADD COLUMN warranty_at {int};
ALTER TABLE asset ADD COLUMN service {text} NOT NULL DEFAULT '';

ALTER TABLE purchase ADD COLUMN line {text} NOT NULL DEFAULT 'other';
ALTER TABLE purchase ADD COLUMN channel {text} NOT NULL DEFAULT 'branch';

-- Which of the customer's things a ticket is about.
ALTER TABLE ticket ADD COLUMN asset {uuid} REFERENCES asset (id);

-- Who called from a number before.
CREATE INDEX interaction_caller ON interaction (caller) WHERE caller <> '';

-- ---- consent -------------------------------------------------------------------

-- One open row (until_at NULL) per channel and purpose; the others are its
-- history.
CREATE TABLE consent (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    customer    {uuid} NOT NULL REFERENCES customer (id),
    channel     {text} NOT NULL CHECK (
        channel = 'phone' OR channel = 'email' OR channel = 'whatsapp'
        OR channel = 'sms' OR channel = 'letter'),
    purpose     {text} NOT NULL CHECK (
        purpose = 'service' OR purpose = 'sales'),
    allowed     {int} NOT NULL CHECK (allowed BETWEEN 0 AND 1),
    source      {text} NOT NULL,      -- contract, call, web …
    proof       {text} NOT NULL,      -- where it can be seen
    who         {uuid} REFERENCES agent (id),
    since_at    {int} NOT NULL,
    until_at    {int} CHECK (until_at >= since_at)
) {strict};
CREATE UNIQUE INDEX consent_open ON consent (customer, channel, purpose)
 WHERE until_at IS NULL;
CREATE INDEX consent_customer ON consent (customer, since_at);

-- ---- alerts --------------------------------------------------------------------

CREATE TABLE alert (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    customer    {uuid} NOT NULL REFERENCES customer (id),
    kind        {text} NOT NULL CHECK (
        kind = 'vip' OR kind = 'legal' OR kind = 'fraud'
        OR kind = 'no-contact' OR kind = 'bereaved' OR kind = 'product'
        OR kind = 'other'),
    text        {text} NOT NULL CHECK (length(text) BETWEEN 1 AND 300),
    severity    {int} NOT NULL CHECK (severity BETWEEN 1 AND 3),
    class       {int} NOT NULL CHECK (class BETWEEN 0 AND 2),
    must_ack    {int} NOT NULL CHECK (must_ack BETWEEN 0 AND 1),
    from_at     {int} NOT NULL,
    until_at    {int} CHECK (until_at >= from_at),
    who         {uuid} REFERENCES agent (id),
    ended_at    {int},
    ended_by    {uuid} REFERENCES agent (id)
) {strict};
CREATE INDEX alert_customer ON alert (customer, from_at);

CREATE TABLE alert_ack (
    alert       {uuid} NOT NULL REFERENCES alert (id),
    agent       {uuid} NOT NULL REFERENCES agent (id),
    at          {int} NOT NULL,
    PRIMARY KEY (alert, agent)
) {strict} /*sl , WITHOUT ROWID */;

-- ---- households ----------------------------------------------------------------

CREATE TABLE household (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    name        {text} NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at  {int} NOT NULL
) {strict};

CREATE TABLE household_member (
    customer    {uuid} PRIMARY KEY REFERENCES customer (id),
    household   {uuid} NOT NULL REFERENCES household (id),
    relation    {text} NOT NULL,      -- spouse, child …; or ""
    reason      {text} NOT NULL,      -- surname,address,phone; or person
    who         {uuid} REFERENCES agent (id),
    since_at    {int} NOT NULL
) {strict};
CREATE INDEX household_member_of ON household_member (household);

-- ---- offers --------------------------------------------------------------------

CREATE TABLE offer (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    customer    {uuid} NOT NULL REFERENCES customer (id),
    code        {text} NOT NULL,
    title       {text} NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    why         {text} NOT NULL,
    amount      {int} NOT NULL,
    currency    {text} NOT NULL CHECK (length(currency) = 3),
    from_at     {int} NOT NULL,
    until_at    {int} CHECK (until_at >= from_at),
    outcome     {text} NOT NULL CHECK (
        outcome = '' OR outcome = 'accepted' OR outcome = 'rejected'
        OR outcome = 'later'),
    again_at    {int},                -- when "later" is
    answered_at {int},
    answered_by {uuid} REFERENCES agent (id),
    interaction {uuid} REFERENCES interaction (id)
) {strict};
CREATE INDEX offer_customer ON offer (customer, from_at);

-- ---- verification --------------------------------------------------------------

-- Never what was answered, only what was asked and what came of it.
CREATE TABLE verify_ask (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    interaction {uuid} NOT NULL REFERENCES interaction (id),
    customer    {uuid} NOT NULL REFERENCES customer (id),
    question    {text} NOT NULL,
    outcome     {text} NOT NULL CHECK (
        outcome = 'right' OR outcome = 'wrong' OR outcome = 'skipped'),
    agent       {uuid} NOT NULL REFERENCES agent (id),
    at          {int} NOT NULL
) {strict};
CREATE INDEX verify_ask_contact ON verify_ask (interaction, at);

-- ---- who looked ----------------------------------------------------------------

-- One row per person who looked, kept thirty days from the last look.
CREATE TABLE customer_look (
    customer    {uuid} NOT NULL REFERENCES customer (id),
    agent       {uuid} NOT NULL REFERENCES agent (id),
    first_at    {int} NOT NULL,
    last_at     {int} NOT NULL,
    times       {int} NOT NULL,
    PRIMARY KEY (customer, agent)
) {strict} /*sl , WITHOUT ROWID */;

-- A caller who was said not to be this customer is not suggested again.
CREATE TABLE caller_not (
    number      {text} NOT NULL,      -- its last digits
    customer    {uuid} NOT NULL REFERENCES customer (id),
    agent       {uuid} REFERENCES agent (id),
    at          {int} NOT NULL,
    PRIMARY KEY (number, customer)
) {strict} /*sl , WITHOUT ROWID */;

--@pg
-- ---- who may touch it ------------------------------------------------------------

-- An open complaint stops offers, also where its ticket is out of sight.
CREATE FUNCTION cabina_complaints(who text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*)
      FROM ticket t
      JOIN typification y ON y.code = t.typification
     WHERE t.customer = who AND y.kind = 'complaint'
       AND t.state NOT IN ('resolved', 'closed', 'merged', 'cancelled')
$$;

DO $$
DECLARE
    me CONSTANT text := '(SELECT cabina_agent(CAST(current_user AS text)))';
    level CONSTANT text :=
        '(SELECT cabina_scope(CAST(current_user AS text), %s))';
    hangs CONSTANT text := '%s = 4 OR EXISTS (SELECT 1 FROM customer c'
        ' WHERE c.id = %I.customer)';
    t record;
    sees text;
    edits text;
BEGIN
    FOR t IN SELECT * FROM (VALUES
        ('consent', '''customer.edit'', ''load.run'''),
        ('alert', '''customer.edit'', ''load.run'''),
        ('household_member', '''customer.edit'', ''load.run'''),
        ('offer', '''customer.edit'', ''interaction.handle'', ''load.run'''),
        ('verify_ask', '''interaction.handle'''),
        ('customer_look', '''customer.read'''),
        ('caller_not', '''interaction.handle''')
        ) AS x (name, verbs) LOOP
        sees := format(hangs, format(level, '''customer.read'''), t.name);
        edits := format('%s > 0 AND (%s)', format(level, t.verbs), sees);
        IF t.name IN ('verify_ask', 'customer_look', 'caller_not') THEN
            edits := format('agent = %s AND %s', me, edits);
        END IF;
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t.name);
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (%s)',
            t.name || '_read', t.name, sees);
        EXECUTE format('CREATE POLICY %I ON %I FOR INSERT WITH CHECK (%s)',
            t.name || '_add', t.name, edits);
        EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE USING (%s)',
            t.name || '_change', t.name, edits);
        IF t.name = 'household_member' THEN
            EXECUTE format('CREATE POLICY %I ON %I FOR DELETE USING (%s)',
                t.name || '_drop', t.name, edits);
        END IF;
    END LOOP;
END
$$;

-- Anybody forgets looks that are older than is kept.
CREATE POLICY customer_look_drop ON customer_look FOR DELETE USING (
    last_at < CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)
        - 2592000000);

ALTER TABLE alert_ack ENABLE ROW LEVEL SECURITY;
CREATE POLICY alert_ack_read ON alert_ack FOR SELECT USING (
    EXISTS (SELECT 1 FROM alert a WHERE a.id = alert_ack.alert));
CREATE POLICY alert_ack_add ON alert_ack FOR INSERT WITH CHECK (
    agent = (SELECT cabina_agent(CAST(current_user AS text)))
    AND EXISTS (SELECT 1 FROM alert a WHERE a.id = alert_ack.alert));

REVOKE ALL ON FUNCTION cabina_complaints(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabina_complaints(text) TO cabina_user;

GRANT SELECT ON consent, alert, alert_ack, household, household_member, offer,
    verify_ask, customer_look, caller_not TO cabina_user;
GRANT INSERT ON consent, alert, alert_ack, household, household_member, offer,
    verify_ask, customer_look, caller_not TO cabina_user;
GRANT UPDATE (until_at) ON consent TO cabina_user;
GRANT UPDATE (ended_at, ended_by) ON alert TO cabina_user;
GRANT UPDATE (outcome, again_at, answered_at, answered_by, interaction)
    ON offer TO cabina_user;
GRANT UPDATE (last_at, times) ON customer_look TO cabina_user;
GRANT UPDATE (preferred, hours) ON contact_point TO cabina_user;
GRANT INSERT (asset), UPDATE (asset) ON ticket TO cabina_user;
GRANT UPDATE (warranty_at, service) ON asset TO cabina_user;
GRANT DELETE ON household_member, customer_look TO cabina_user;
--@end
