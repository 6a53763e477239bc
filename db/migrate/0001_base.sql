-- 0001_base.sql - the house: log, setup, people, customers, contacts, tickets.
--
-- Instants are milliseconds since 1970 in UTC, spans milliseconds, dates ISO
-- days. Ids are UUIDs made by the console; setup objects have a short code.

-- ---- the log, and what protects a write --------------------------------

CREATE TABLE cabina (             -- facts about this database, one row each
    k {text} PRIMARY KEY,
    v {text} NOT NULL
) {strict};

CREATE TABLE event_head (
    k           {int} PRIMARY KEY CHECK (k = 1),
    n           {int} NOT NULL,
    recorded_at {int} NOT NULL,
    hash        {text} NOT NULL
) {strict};

CREATE TABLE event_log (
    n           {int} PRIMARY KEY,
    id          {uuid} NOT NULL UNIQUE CHECK (length(id) = 36),
    recorded_at {int} NOT NULL,
    happened_at {int} NOT NULL,
    real_actor  {uuid},
    actor       {uuid},
    kind        {text} NOT NULL,
    entity      {text} NOT NULL,
    entity_id   {uuid} NOT NULL,
    version     {int} NOT NULL,
    op          {uuid} NOT NULL,
    body        {text} NOT NULL,
    digest      {text} NOT NULL,     -- of its values, "" for none
    hash        {text} NOT NULL
) {strict};
CREATE INDEX event_log_entity ON event_log (entity_id, n);

CREATE TABLE event_value (
    n           {int} NOT NULL REFERENCES event_log (n),
    seq         {int} NOT NULL,
    entity      {text} NOT NULL,
    field       {text} NOT NULL,
    old         {text},
    new         {text},
    salt        {text},
    digest      {text} NOT NULL,
    PRIMARY KEY (n, seq)
) {strict} /*sl , WITHOUT ROWID */;

CREATE TABLE event_anchor (
    n           {int} PRIMARY KEY,
    hash        {text} NOT NULL,
    at          {int} NOT NULL
) {strict};

CREATE TABLE applied_op (
    op          {uuid} PRIMARY KEY CHECK (length(op) = 36),
    kind        {text} NOT NULL,
    entity      {text} NOT NULL,
    entity_id   {uuid} NOT NULL,
    actor       {uuid},
    at          {int} NOT NULL
) {strict} /*sl , WITHOUT ROWID */;

CREATE TABLE counter (
    name        {text} PRIMARY KEY,
    next        {int} NOT NULL CHECK (next > 0)
) {strict};

-- ---- setup ----------------------------------------------------------------

CREATE TABLE setup_version (
    id          {uuid} PRIMARY KEY,
    kind        {text} NOT NULL,
    name        {text} NOT NULL,
    text        {text} NOT NULL,
    hash        {text} NOT NULL,
    valid_from  {int} NOT NULL,
    who         {uuid}
) {strict};
CREATE INDEX setup_version_name ON setup_version (kind, name, valid_from);

CREATE TABLE label (              -- names of coded things in each language
    kind        {text} NOT NULL,
    code        {text} NOT NULL,
    lang        {text} NOT NULL,
    text        {text} NOT NULL,
    fold        {text} NOT NULL,
    PRIMARY KEY (kind, code, lang)
) {strict};

CREATE TABLE field_def (
    id          {text} PRIMARY KEY,
    entity      {text} NOT NULL,
    type        {text} NOT NULL CHECK (
        type = 'text' OR type = 'number' OR type = 'date' OR type = 'choice'
        OR type = 'yesno' OR type = 'money'),
    class       {int} NOT NULL CHECK (class BETWEEN 0 AND 3),
    choices     {text} NOT NULL,
    retired_at  {int}
) {strict};

CREATE TABLE field_value (
    entity      {text} NOT NULL,
    id          {uuid} NOT NULL,
    field       {text} NOT NULL REFERENCES field_def (id),
    text        {text},
    num         {int},
    PRIMARY KEY (entity, id, field)
) {strict};
CREATE INDEX field_value_text ON field_value (field, text);
CREATE INDEX field_value_num ON field_value (field, num);

-- ---- people -----------------------------------------------------------------

CREATE TABLE role (
    code        {text} PRIMARY KEY,
    position    {int} NOT NULL
) {strict};

CREATE TABLE role_grant (         -- role x verb x scope
    role        {text} NOT NULL REFERENCES role (code),
    verb        {text} NOT NULL,
    scope       {int} NOT NULL CHECK (scope BETWEEN 1 AND 4),
    PRIMARY KEY (role, verb)
) {strict};

CREATE TABLE role_field (         -- field classes a role reads in clear
    role        {text} NOT NULL REFERENCES role (code),
    class       {int} NOT NULL CHECK (class BETWEEN 1 AND 3),
    PRIMARY KEY (role, class)
) {strict};

CREATE TABLE branch (
    code        {text} PRIMARY KEY,
    name        {text} NOT NULL,
    city        {text} NOT NULL,
    zone        {text} NOT NULL,
    lang        {text} NOT NULL,
    retired_at  {int},
    version     {int} NOT NULL
) {strict};

CREATE TABLE team (
    code        {text} PRIMARY KEY,
    name        {text} NOT NULL,
    branch      {text} REFERENCES branch (code),
    retired_at  {int},
    version     {int} NOT NULL
) {strict};

CREATE TABLE skill (
    code        {text} PRIMARY KEY,
    name        {text} NOT NULL
) {strict};

CREATE TABLE agent (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    login       {text} NOT NULL UNIQUE CHECK (length(login) BETWEEN 1 AND 60),
    name        {text} NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    name_fold   {text} NOT NULL,
    name_sort   {text} NOT NULL,
    role        {text} NOT NULL REFERENCES role (code),
    branch      {text} REFERENCES branch (code),
    lang        {text} NOT NULL,
    zone        {text} NOT NULL,
    active      {int} NOT NULL CHECK (active BETWEEN 0 AND 1),
    created_at  {int} NOT NULL,
    version     {int} NOT NULL
) {strict};

-- Apart from agent, so that reading people never reads their secrets.
CREATE TABLE agent_secret (
    agent       {uuid} PRIMARY KEY REFERENCES agent (id),
    hash        {text} NOT NULL,      -- argon2id; "" signs nobody in
    totp        {text} NOT NULL,      -- base32; "" without
    totp_step   {int} NOT NULL,       -- the last step used
    must_change {int} NOT NULL CHECK (must_change BETWEEN 0 AND 1),
    set_at      {int} NOT NULL,
    expires_at  {int},
    fails       {int} NOT NULL,       -- wrong tries in a row
    wait_until  {int}                 -- no try counts before this
) {strict};

CREATE TABLE team_member (
    team        {text} NOT NULL REFERENCES team (code),
    agent       {uuid} NOT NULL REFERENCES agent (id),
    leads       {int} NOT NULL CHECK (leads BETWEEN 0 AND 1),
    PRIMARY KEY (team, agent)
) {strict};
CREATE INDEX team_member_agent ON team_member (agent);

CREATE TABLE agent_skill (
    agent       {uuid} NOT NULL REFERENCES agent (id),
    skill       {text} NOT NULL REFERENCES skill (code),
    level       {int} NOT NULL CHECK (level BETWEEN 1 AND 5),
    PRIMARY KEY (agent, skill)
) {strict};

CREATE TABLE agent_state (
    agent       {uuid} PRIMARY KEY REFERENCES agent (id),
    state       {text} NOT NULL CHECK (
        state = 'offline' OR state = 'paused' OR state = 'ready'
        OR state = 'reserved' OR state = 'engaged' OR state = 'wrap-up'),
    reason      {text} NOT NULL,
    since_at    {int} NOT NULL,
    version     {int} NOT NULL
) {strict};

-- Every state machine's past: one open row (to_at NULL) per thing and kind.
CREATE TABLE stay (
    id          {uuid} PRIMARY KEY,
    kind        {text} NOT NULL,      -- agent, ticket, interaction …
    entity      {uuid} NOT NULL,
    state       {text} NOT NULL,
    reason      {text} NOT NULL,
    holder      {text} NOT NULL,      -- team, agent or party that holds it
    from_at     {int} NOT NULL,
    to_at       {int} CHECK (to_at >= from_at)
) {strict};
CREATE UNIQUE INDEX stay_open ON stay (kind, entity) WHERE to_at IS NULL;
CREATE INDEX stay_entity ON stay (entity, from_at);

-- ---- what a contact is about -----------------------------------------------

CREATE TABLE typification (
    code        {text} PRIMARY KEY,
    parent      {text} REFERENCES typification (code),
    kind        {text} NOT NULL CHECK (
        kind = 'query' OR kind = 'complaint' OR kind = 'request'
        OR kind = 'suggestion' OR kind = 'sale'),
    leaf        {int} NOT NULL CHECK (leaf BETWEEN 0 AND 1),
    required    {text} NOT NULL,      -- JSON list of field names
    priority    {int} NOT NULL CHECK (priority BETWEEN 1 AND 4),
    team        {text} REFERENCES team (code),
    valid_from  {int} NOT NULL,
    retired_at  {int},
    position    {int} NOT NULL,
    version     {int} NOT NULL
) {strict};
CREATE INDEX typification_parent ON typification (parent, position);

-- ---- customers -------------------------------------------------------------

CREATE TABLE load_batch (
    id          {uuid} PRIMARY KEY,
    kind        {text} NOT NULL,
    file        {text} NOT NULL,
    digest      {text} NOT NULL,
    rows_read   {int} NOT NULL,
    rows_made   {int} NOT NULL,
    rows_bad    {int} NOT NULL,
    at          {int} NOT NULL,
    who         {uuid}
) {strict};

CREATE TABLE customer (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    kind        {text} NOT NULL CHECK (
        kind = 'person' OR kind = 'company'),
    name        {text} NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    name_fold   {text} NOT NULL,
    name_sort   {text} NOT NULL,
    national_id {text},               -- RUT without dots: 12345678-5
    born        {text},
    lang        {text} NOT NULL,
    segment     {text} NOT NULL,
    branch      {text} REFERENCES branch (code),
    team        {text} REFERENCES team (code),
    owner       {uuid} REFERENCES agent (id),
    created_by  {uuid} REFERENCES agent (id),
    external    {text},               -- its key in the system it came from
    batch       {uuid} REFERENCES load_batch (id),
    line        {int},
    created_at  {int} NOT NULL,
    updated_at  {int} NOT NULL,
    version     {int} NOT NULL
) {strict};
CREATE INDEX customer_sort ON customer (name_sort, id);
CREATE INDEX customer_national ON customer (national_id) WHERE national_id IS NOT NULL;
CREATE INDEX customer_external ON customer (external) WHERE external IS NOT NULL;

CREATE TABLE contact_point (
    id          {uuid} PRIMARY KEY,
    customer    {uuid} NOT NULL REFERENCES customer (id),
    kind        {text} NOT NULL CHECK (
        kind = 'phone' OR kind = 'email' OR kind = 'address'
        OR kind = 'whatsapp'),
    value       {text} NOT NULL CHECK (length(value) BETWEEN 1 AND 300),
    norm        {text} NOT NULL,      -- digits, folded address, folded e-mail
    label       {text} NOT NULL,
    position    {int} NOT NULL,       -- 0 is the one to use first
    verified_at {int},
    created_at  {int} NOT NULL,
    version     {int} NOT NULL
) {strict};
CREATE INDEX contact_point_customer ON contact_point (customer, position);

-- What finds a customer: a prefix range over folded keys, on both engines.
CREATE TABLE search_key (
    kind        {text} NOT NULL CHECK (
        kind = 'name' OR kind = 'phone' OR kind = 'email' OR kind = 'rut'
        OR kind = 'plate' OR kind = 'vin' OR kind = 'external'),
    key_fold    {text} NOT NULL,
    customer    {uuid} NOT NULL,
    source      {uuid} NOT NULL,      -- the row it was made from
    PRIMARY KEY (kind, key_fold, customer, source)
) {strict} /*sl , WITHOUT ROWID */;
CREATE INDEX search_key_source ON search_key (source);

CREATE TABLE asset (              -- what a customer owns that we serve
    id          {uuid} PRIMARY KEY,
    customer    {uuid} NOT NULL REFERENCES customer (id),
    kind        {text} NOT NULL CHECK (
        kind = 'car' OR kind = 'motorcycle' OR kind = 'power' OR kind = 'part'
        OR kind = 'other'),
    brand       {text} NOT NULL,
    model       {text} NOT NULL,
    year        {int},
    plate       {text},
    serial      {text},               -- VIN or serial number
    bought_at   {int},
    created_at  {int} NOT NULL,
    version     {int} NOT NULL
) {strict};
CREATE INDEX asset_customer ON asset (customer);

CREATE TABLE purchase (
    id          {uuid} PRIMARY KEY,
    customer    {uuid} NOT NULL REFERENCES customer (id),
    asset       {uuid} REFERENCES asset (id),
    branch      {text} REFERENCES branch (code),
    at          {int} NOT NULL,
    what        {text} NOT NULL,
    amount      {int} NOT NULL,       -- minor units of the currency
    currency    {text} NOT NULL CHECK (length(currency) = 3)
) {strict};
CREATE INDEX purchase_customer ON purchase (customer, at);

-- ---- contacts and tickets ---------------------------------------------------

CREATE TABLE interaction (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    number      {int} NOT NULL UNIQUE,
    customer    {uuid} REFERENCES customer (id),
    caller      {text} NOT NULL,      -- number or name when not the customer
    channel     {text} NOT NULL CHECK (
        channel = 'phone' OR channel = 'whatsapp' OR channel = 'email'
        OR channel = 'chat' OR channel = 'web' OR channel = 'branch'
        OR channel = 'letter'),
    direction   {text} NOT NULL CHECK (
        direction = 'in' OR direction = 'out'),
    queue       {text} NOT NULL,
    subject     {text} NOT NULL,
    state       {text} NOT NULL CHECK (
        state = 'waiting' OR state = 'talking' OR state = 'held'
        OR state = 'wrap-up' OR state = 'closed'),
    outcome     {text} NOT NULL,
    team        {text} REFERENCES team (code),
    branch      {text} REFERENCES branch (code),
    owner       {uuid} REFERENCES agent (id),
    created_by  {uuid} REFERENCES agent (id),
    started_at  {int} NOT NULL,
    answered_at {int},
    ended_at    {int},
    closed_at   {int},
    wait_ms     {int} NOT NULL,
    talk_ms     {int} NOT NULL,
    hold_ms     {int} NOT NULL,
    wrap_ms     {int} NOT NULL,
    external    {text},
    batch       {uuid} REFERENCES load_batch (id),
    line        {int},
    version     {int} NOT NULL
) {strict};
CREATE INDEX interaction_customer ON interaction (customer, started_at);
CREATE INDEX interaction_owner ON interaction (owner, state, started_at);
CREATE INDEX interaction_started ON interaction (started_at);
CREATE INDEX interaction_external ON interaction (external) WHERE external IS NOT NULL;

CREATE TABLE ticket (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    number      {int} NOT NULL UNIQUE,
    customer    {uuid} NOT NULL REFERENCES customer (id),
    requester   {uuid} REFERENCES customer (id),
    interaction {uuid} REFERENCES interaction (id),
    typification {text} NOT NULL REFERENCES typification (code),
    subject     {text} NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
    state       {text} NOT NULL CHECK (
        state = 'new' OR state = 'open' OR state = 'pending-customer'
        OR state = 'pending-third-party' OR state = 'scheduled'
        OR state = 'referred' OR state = 'resolved' OR state = 'closed'
        OR state = 'merged' OR state = 'cancelled'),
    priority    {int} NOT NULL CHECK (priority BETWEEN 1 AND 4),
    cycle       {int} NOT NULL CHECK (cycle >= 1),
    team        {text} REFERENCES team (code),
    branch      {text} REFERENCES branch (code),
    owner       {uuid} REFERENCES agent (id),
    created_by  {uuid} REFERENCES agent (id),
    parent      {uuid} REFERENCES ticket (id),
    created_at  {int} NOT NULL,
    updated_at  {int} NOT NULL,
    resolved_at {int},
    closed_at   {int},
    external    {text},
    batch       {uuid} REFERENCES load_batch (id),
    line        {int},
    version     {int} NOT NULL
) {strict};
CREATE INDEX ticket_customer ON ticket (customer, created_at);
CREATE INDEX ticket_owner ON ticket (owner, state, created_at);
CREATE INDEX ticket_team ON ticket (team, state, created_at);
CREATE INDEX ticket_state ON ticket (state, created_at);
CREATE INDEX ticket_created ON ticket (created_at);
CREATE INDEX ticket_external ON ticket (external) WHERE external IS NOT NULL;

-- A matter of a contact: a contact has none, one or several.
CREATE TABLE matter (
    id          {uuid} PRIMARY KEY,
    interaction {uuid} NOT NULL REFERENCES interaction (id),
    typification {text} NOT NULL REFERENCES typification (code),
    ticket      {uuid} REFERENCES ticket (id),
    position    {int} NOT NULL
) {strict};
CREATE INDEX matter_interaction ON matter (interaction, position);

-- Words on a ticket, a contact or a customer.
CREATE TABLE message (
    id          {uuid} PRIMARY KEY,
    customer    {uuid} REFERENCES customer (id),
    interaction {uuid} REFERENCES interaction (id),
    ticket      {uuid} REFERENCES ticket (id),
    direction   {text} NOT NULL CHECK (
        direction = 'in' OR direction = 'out' OR direction = 'internal'),
    public      {int} NOT NULL CHECK (public BETWEEN 0 AND 1),
    channel     {text} NOT NULL,
    author      {uuid} REFERENCES agent (id),
    body        {text} NOT NULL CHECK (length(body) BETWEEN 1 AND 20000),
    at          {int} NOT NULL,
    batch       {uuid} REFERENCES load_batch (id)
) {strict};
CREATE INDEX message_ticket ON message (ticket, at)
 WHERE ticket IS NOT NULL;
CREATE INDEX message_interaction ON message (interaction, at)
 WHERE interaction IS NOT NULL;
CREATE INDEX message_customer ON message (customer, at)
 WHERE customer IS NOT NULL;

-- ---- the first rows -----------------------------------------------------------

INSERT INTO event_head (k, n, recorded_at, hash) VALUES (1, 0, 0,
    '0000000000000000000000000000000000000000000000000000000000000000');

INSERT INTO counter (name, next) VALUES ('ticket', 1001), ('interaction', 1001);

INSERT INTO role (code, position) VALUES ('agent', 1), ('branch', 2),
    ('back-office', 3), ('supervisor', 4), ('administrator', 5), ('auditor', 6);
