-- 0011_script.sql - service scripts: published versions, and who went through
-- them, step by step

-- A version is frozen: `bundle` is every text of it, with its translations and
-- the scripts it calls. Its share tells how many of 100 contacts get it; 0 is
-- not in force.
CREATE TABLE script_version (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    name        {text} NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    n           {int} NOT NULL CHECK (n > 0),
    title       {text} NOT NULL,
    langs       {text} NOT NULL,      -- "es,en": the text's own first
    chosen      {text} NOT NULL,      -- JSON: for whom
    hash        {text} NOT NULL,
    bundle      {text} NOT NULL,
    share       {int} NOT NULL CHECK (share BETWEEN 0 AND 100),
    at          {int} NOT NULL,
    who         {uuid} REFERENCES agent (id),
    version     {int} NOT NULL,
    UNIQUE (name, n)
) {strict};
CREATE INDEX script_version_live ON script_version (name) WHERE share > 0;

CREATE TABLE script_run (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    interaction {uuid} NOT NULL REFERENCES interaction (id),
    script      {uuid} NOT NULL REFERENCES script_version (id),
    agent       {uuid} REFERENCES agent (id),
    lang        {text} NOT NULL,
    state       {text} NOT NULL CHECK (
        state = 'running' OR state = 'ended' OR state = 'left'),
    seq         {int} NOT NULL,       -- the visit that is open
    step        {text} NOT NULL,
    ticket      {uuid} REFERENCES ticket (id),
    outcome     {text} NOT NULL,
    started_at  {int} NOT NULL,
    ended_at    {int}
) {strict};
CREATE UNIQUE INDEX script_run_open ON script_run (interaction)
 WHERE state = 'running';
CREATE INDEX script_run_script ON script_run (script, started_at);

-- `body` is the state in which the step was entered: going back, and going on
-- at another terminal, read it. `prior` is the visit one goes back to.
CREATE TABLE script_visit (
    run         {uuid} NOT NULL REFERENCES script_run (id),
    seq         {int} NOT NULL,
    prior       {int} NOT NULL,
    step        {text} NOT NULL,
    entered_at  {int} NOT NULL,
    left_at     {int},
    move        {text} NOT NULL,      -- how it was left; "" while it is open
    key         {text} NOT NULL,      -- the option or objection
    body        {text} NOT NULL,
    PRIMARY KEY (run, seq)
) {strict};

CREATE TABLE script_answer (
    run         {uuid} NOT NULL REFERENCES script_run (id),
    field       {text} NOT NULL,
    value       {text} NOT NULL,
    at          {int} NOT NULL,
    PRIMARY KEY (run, field)
) {strict};

-- What a script asked to be done and what became of it.
CREATE TABLE script_wish (
    run         {uuid} NOT NULL REFERENCES script_run (id),
    place       {text} NOT NULL,      -- "step#0"
    line        {text} NOT NULL,
    state       {text} NOT NULL CHECK (state = 'done' OR state = 'refused'),
    why         {text} NOT NULL,
    at          {int} NOT NULL,
    PRIMARY KEY (run, place)
) {strict};

INSERT INTO role_grant (role, verb, scope)
SELECT r.code, 'script.publish', 4
  FROM role r
 WHERE r.code IN ('supervisor', 'administrator')
   AND EXISTS (SELECT 1 FROM role_grant);

--@pg
DO $$
DECLARE
    publishes CONSTANT text := '(SELECT cabina_scope('
        'CAST(current_user AS text), ''script.publish'')) > 0';
    seen CONSTANT text := 'EXISTS (SELECT 1 FROM interaction i'
        ' WHERE i.id = script_run.interaction)';
    of_run CONSTANT text := 'EXISTS (SELECT 1 FROM script_run r'
        ' WHERE r.id = %I.run)';
    handles CONSTANT text := '(SELECT cabina_scope('
        'CAST(current_user AS text), ''interaction.handle'')) > 0';
    t text;
BEGIN
    EXECUTE 'ALTER TABLE script_version ENABLE ROW LEVEL SECURITY';
    EXECUTE 'CREATE POLICY script_version_read ON script_version FOR SELECT'
        ' USING (true)';
    EXECUTE format('CREATE POLICY script_version_add ON script_version'
        ' FOR INSERT WITH CHECK (%s)', publishes);
    EXECUTE format('CREATE POLICY script_version_change ON script_version'
        ' FOR UPDATE USING (%s)', publishes);
    EXECUTE 'ALTER TABLE script_run ENABLE ROW LEVEL SECURITY';
    EXECUTE format('CREATE POLICY script_run_read ON script_run FOR SELECT'
        ' USING (%s)', seen);
    EXECUTE format('CREATE POLICY script_run_add ON script_run FOR INSERT'
        ' WITH CHECK (%s AND %s)', handles, seen);
    EXECUTE format('CREATE POLICY script_run_change ON script_run FOR UPDATE'
        ' USING (%s AND %s)', handles, seen);
    FOREACH t IN ARRAY ARRAY['script_visit', 'script_answer', 'script_wish']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (%s)',
            t || '_read', t, format(of_run, t));
        EXECUTE format('CREATE POLICY %I ON %I FOR INSERT WITH CHECK'
            ' (%s AND %s)', t || '_add', t, handles, format(of_run, t));
        EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE USING'
            ' (%s AND %s)', t || '_change', t, handles, format(of_run, t));
        EXECUTE format('CREATE POLICY %I ON %I FOR DELETE USING'
            ' (%s AND %s)', t || '_drop', t, handles, format(of_run, t));
    END LOOP;
END
$$;
GRANT SELECT ON script_version, script_run, script_visit, script_answer,
    script_wish TO cabina_user;
GRANT INSERT, UPDATE (share, version) ON script_version TO cabina_user;
GRANT INSERT, UPDATE (state, seq, step, ticket, outcome, lang, ended_at)
    ON script_run TO cabina_user;
GRANT INSERT, UPDATE (left_at, move, key) ON script_visit TO cabina_user;
GRANT INSERT, UPDATE, DELETE ON script_answer, script_wish TO cabina_user;
--@end
