-- 0031_program.sql - what the program does by itself, and what it says.

-- A notice that the program says: the sentence and what stands in it, apart
-- (core/news.h), so that each reads it in their own language. NULL: a person
-- wrote it, and `text` is it.
ALTER TABLE notice ADD COLUMN words {text};

--@pg
-- The program itself acts where nobody does: in the hands of whoever keeps the
-- promises, and real_actor tells whose they were.
CREATE OR REPLACE FUNCTION cabina_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    acting text := current_setting('role');
    trusted boolean := pg_has_role(session_user, current_user, 'MEMBER');
    agent_id text := cabina_agent(CAST(session_user AS text));
    who text := CAST(session_user AS text);
    limit_at bigint := CAST(extract(epoch FROM clock_timestamp()) * 1000
        AS bigint) + 60000;
BEGIN
    IF agent_id IS NOT NULL OR NOT trusted THEN
        NEW.real_actor := agent_id;
    END IF;
    IF acting <> 'none' THEN
        who := acting;
        agent_id := cabina_agent(acting);
        trusted := trusted AND pg_has_role(acting, current_user, 'MEMBER');
    END IF;
    IF (agent_id IS NOT NULL OR NOT trusted)
        AND (NEW.actor IS NOT NULL OR cabina_scope(who, 'sla.keep') < 4) THEN
        NEW.actor := agent_id;
    END IF;
    -- One client with a wrong clock must not push the whole log ahead; a twin
    -- (training, replay) runs on a clock of its own.
    IF NEW.recorded_at > limit_at AND NOT trusted
        AND NOT EXISTS (SELECT 1 FROM cabina WHERE k = 'twin') THEN
        NEW.recorded_at := limit_at;
    END IF;
    UPDATE event_head h
       SET n = h.n + 1,
           recorded_at = greatest(h.recorded_at, NEW.recorded_at),
           hash = cabina_sha256(cabina_net(h.hash)
               || cabina_net(CAST(h.n + 1 AS text))
               || cabina_net(CAST(greatest(h.recorded_at, NEW.recorded_at)
                   AS text))
               || cabina_net(CAST(NEW.happened_at AS text))
               || cabina_net(COALESCE(NEW.real_actor, ''))
               || cabina_net(COALESCE(NEW.actor, ''))
               || cabina_net(NEW.kind) || cabina_net(NEW.entity)
               || cabina_net(NEW.entity_id)
               || cabina_net(CAST(NEW.version AS text))
               || cabina_net(NEW.op) || cabina_net(NEW.body)
               || cabina_net(NEW.digest))
     WHERE h.k = 1
    RETURNING h.n, h.recorded_at, h.hash
      INTO NEW.n, NEW.recorded_at, NEW.hash;
    PERFORM pg_notify('cabina', '');
    RETURN NEW;
END
$$;

DROP POLICY event_log_add ON event_log;
CREATE POLICY event_log_add ON event_log FOR INSERT WITH CHECK (
    actor = (SELECT cabina_agent(CAST(current_user AS text)))
    OR (actor IS NULL
        AND (SELECT cabina_scope(CAST(current_user AS text), 'sla.keep')) = 4));
--@end
