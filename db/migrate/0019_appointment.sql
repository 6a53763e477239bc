-- 0019_appointment.sql - appointments: a place in a branch at a time

CREATE TABLE appointment (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    number      {int} NOT NULL UNIQUE,
    customer    {uuid} REFERENCES customer (id),
    who         {text} NOT NULL,      -- in whose name
    phone       {text} NOT NULL,
    branch      {text} NOT NULL REFERENCES branch (code),
    service     {text} NOT NULL CHECK (length(service) BETWEEN 1 AND 40),
    vehicle     {text} NOT NULL,      -- its plate, or what it is; or ""
    note        {text} NOT NULL,
    state       {text} NOT NULL CHECK (
        state IN ('booked', 'confirmed', 'moved', 'kept', 'missed',
        'cancelled')),
    start_at    {int} NOT NULL,
    end_at      {int} NOT NULL CHECK (end_at > start_at),
    zone        {text} NOT NULL,      -- the branch's
    team        {text} REFERENCES team (code),  -- of whoever booked it
    owner       {uuid} REFERENCES agent (id),   -- who is reminded
    created_by  {uuid} REFERENCES agent (id),
    interaction {uuid} REFERENCES interaction (id),
    ticket      {uuid} REFERENCES ticket (id),
    previous    {uuid} REFERENCES appointment (id), -- that it replaces
    override    {text} NOT NULL,      -- why against hours or room; or ""
    result      {text} NOT NULL,
    remind_at   {int},
    reminded_at {int},
    created_at  {int} NOT NULL,
    done_at     {int},
    version     {int} NOT NULL
) {strict};
CREATE INDEX appointment_day ON appointment (branch, start_at);
CREATE INDEX appointment_start ON appointment (start_at);
CREATE INDEX appointment_customer ON appointment (customer, start_at);
CREATE INDEX appointment_remind ON appointment (remind_at)
 WHERE reminded_at IS NULL AND (state = 'booked' OR state = 'confirmed');
CREATE INDEX appointment_interaction ON appointment (interaction)
 WHERE interaction IS NOT NULL;

-- What is taken of a slot, without telling by whom: two who book the last
-- place at once take the same one, and the key refuses the second.
CREATE TABLE slot_place (
    branch      {text} NOT NULL,
    service     {text} NOT NULL,
    start_at    {int} NOT NULL,
    place       {int} NOT NULL CHECK (place > 0),
    appointment {uuid} NOT NULL UNIQUE REFERENCES appointment (id),
    PRIMARY KEY (branch, service, start_at, place)
) {strict};

INSERT INTO counter (name, next) VALUES ('appointment', 1001);

--@pg
DO $$
DECLARE
    me CONSTANT text := '(SELECT cabina_agent(CAST(current_user AS text)))';
    rule CONSTANT text :=
        'CASE %1$s WHEN 4 THEN true WHEN 0 THEN false'
        ' ELSE owner = %2$s OR created_by = %2$s'
        ' OR (%1$s IN (2, 3) AND team = ANY (CAST((SELECT cabina_teams('
        'CAST(current_user AS text))) AS text[])))'
        ' OR (%1$s = 3 AND branch = (SELECT cabina_branch('
        'CAST(current_user AS text)))) END';
    reads CONSTANT text := '(SELECT cabina_scope(CAST(current_user AS text),'
        ' ''interaction.read''))';
    handles CONSTANT text := '(SELECT cabina_scope(CAST(current_user AS text),'
        ' ''interaction.handle''))';
    -- Whoever handles their own contacts keeps their branch's appointments.
    keeps CONSTANT text := format(rule, format('CASE %1$s WHEN 1 THEN 3'
        ' WHEN 2 THEN 3 ELSE %1$s END', handles), me);
BEGIN
    EXECUTE 'ALTER TABLE appointment ENABLE ROW LEVEL SECURITY';
    EXECUTE format('CREATE POLICY appointment_read ON appointment FOR SELECT'
        ' USING (%s)', format(rule, reads, me));
    EXECUTE format('CREATE POLICY appointment_change ON appointment FOR UPDATE'
        ' USING (%s) WITH CHECK (true)', keeps);
    EXECUTE format('CREATE POLICY appointment_add ON appointment FOR INSERT'
        ' WITH CHECK (%s = 4 OR (%s > 0 AND created_by = %s))', handles,
        handles, me);
    EXECUTE 'ALTER TABLE slot_place ENABLE ROW LEVEL SECURITY';
    EXECUTE 'CREATE POLICY slot_place_read ON slot_place FOR SELECT'
        ' USING (true)';
    EXECUTE format('CREATE POLICY slot_place_add ON slot_place FOR INSERT'
        ' WITH CHECK (%s > 0 AND EXISTS (SELECT 1 FROM appointment a'
        ' WHERE a.id = slot_place.appointment))', handles);
    EXECUTE format('CREATE POLICY slot_place_drop ON slot_place FOR DELETE'
        ' USING (%s > 0 AND EXISTS (SELECT 1 FROM appointment a'
        ' WHERE a.id = slot_place.appointment))', handles);
END
$$;
GRANT SELECT ON appointment, slot_place TO cabina_user;
GRANT INSERT, UPDATE (state, result, done_at, reminded_at, version)
    ON appointment TO cabina_user;
GRANT INSERT, DELETE ON slot_place TO cabina_user;
--@end
