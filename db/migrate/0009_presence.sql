-- 0009_presence.sql - who is at a console and on what, as long as the console
-- says so: its lease. No events, and nothing is lost when it is lost.
--
-- On SQLite the rows are kept in a small database beside this one, so that a
-- heartbeat neither waits for a writer nor wakes all consoles; this table is
-- there for queries to be checked against, and stays empty.

/*pg CREATE UNLOGGED TABLE presence ( */ /*sl CREATE TABLE presence ( */
    session     {uuid} NOT NULL CHECK (length(session) = 36), -- a console
    agent       {uuid} NOT NULL,
    entity      {text} NOT NULL,      -- console ticket customer interaction
    entity_id   {uuid} NOT NULL,      -- of a console: the session
    mode        {int} NOT NULL CHECK (mode BETWEEN 0 AND 3), -- at it, sees,
                                      -- writes, holds
    since_at    {int} NOT NULL,
    seen_at     {int} NOT NULL,       -- the last heartbeat
    PRIMARY KEY (session, entity_id)
) {strict};
CREATE INDEX presence_of ON presence (entity_id);

--@pg
-- One tells of oneself alone.
ALTER TABLE presence ENABLE ROW LEVEL SECURITY;
CREATE POLICY presence_read ON presence FOR SELECT USING (true);
CREATE POLICY presence_add ON presence FOR INSERT WITH CHECK (
    agent = (SELECT cabina_agent(CAST(current_user AS text))));
CREATE POLICY presence_change ON presence FOR UPDATE USING (
    agent = (SELECT cabina_agent(CAST(current_user AS text))));
-- What is over may be swept by anybody; who is to say when that is but the
-- console that waits for it.
CREATE POLICY presence_drop ON presence FOR DELETE USING (
    agent = (SELECT cabina_agent(CAST(current_user AS text)))
    OR seen_at < CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)
        - 120000);
GRANT SELECT, INSERT, UPDATE, DELETE ON presence TO cabina_user;

-- Others hear of what changes, not of each heartbeat.
CREATE FUNCTION cabina_presence() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_notify('cabina', '');
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION cabina_presence() FROM PUBLIC;
CREATE TRIGGER presence_made AFTER INSERT OR DELETE ON presence
    FOR EACH ROW EXECUTE FUNCTION cabina_presence();
CREATE TRIGGER presence_changed AFTER UPDATE ON presence
    FOR EACH ROW WHEN (OLD.mode IS DISTINCT FROM NEW.mode)
    EXECUTE FUNCTION cabina_presence();
--@end
