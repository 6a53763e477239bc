-- 0002_access.sql - PostgreSQL: who may touch what, and the log nobody forges.
--
-- On SQLite one account owns the file, and the program alone decides; there is
-- nothing to do here. On PostgreSQL each person is a database role, so what
-- src/core decides is guarded a second time by the server: grants by column,
-- row-level security that repeats db/scope.sql, and a log whose numbers,
-- actors and hashes are made by a trigger. The owner of the tables (who
-- installs and upgrades) stands outside of it.
--
-- Two groups: cabina_user is what every console needs; cabina_admin adds the
-- setup. A later migration that adds a table or a column grants it here too.
--@pg

-- ---- one SQL text for both engines ---------------------------------------

CREATE FUNCTION json_each(j text) RETURNS TABLE (key text, value text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 20 AS $$
    SELECT CAST(o - 1 AS text), v
      FROM json_array_elements_text(CAST(j AS json)) WITH ORDINALITY AS x (v, o)
$$;

-- ---- the groups ------------------------------------------------------------

-- Roles belong to the whole server: another database may have made them, or
-- be making them just now.
DO $$
DECLARE
    r text;
BEGIN
    FOREACH r IN ARRAY ARRAY['cabina_user', 'cabina_admin'] LOOP
        CONTINUE WHEN EXISTS (SELECT 1 FROM pg_roles WHERE rolname = r);
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', r);
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'the role % is missing and you may not make '
                    'it: ask a superuser for CREATE ROLE cabina_user; '
                    'CREATE ROLE cabina_admin; GRANT cabina_user TO '
                    'cabina_admin', r USING ERRCODE = '42501';
        END;
    END LOOP;
    -- Two grants at once fail on the same catalogue row: one is enough.
    IF NOT pg_has_role('cabina_admin', 'cabina_user', 'MEMBER') THEN
        BEGIN
            GRANT cabina_user TO cabina_admin;
        EXCEPTION
            WHEN unique_violation OR internal_error THEN NULL;
        END;
    END IF;
END
$$;

-- ---- who is acting -----------------------------------------------------------

-- The functions below run with the owner's rights, so they take the acting
-- role as an argument; a policy passes current_user and evaluates each once a
-- statement, as a sub-select. Anyone may ask them; they tell nothing secret.

CREATE FUNCTION cabina_agent(who text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM agent WHERE login = who AND active = 1
$$;

-- The widest scope any of these verbs gives: 0 none, 1 own, 2 team, 3 branch,
-- 4 all.
CREATE FUNCTION cabina_scope(who text, VARIADIC verbs text[]) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(max(g.scope), 0)
      FROM agent a
      JOIN role_grant g ON g.role = a.role
     WHERE a.login = who AND a.active = 1 AND g.verb = ANY (verbs)
$$;

CREATE FUNCTION cabina_teams(who text) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(m.team), CAST('{}' AS text[]))
      FROM team_member m
      JOIN agent a ON a.id = m.agent
     WHERE a.login = who
$$;

CREATE FUNCTION cabina_branch(who text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT branch FROM agent WHERE login = who
$$;

-- A RUT is given once, also when its owner is out of sight.
CREATE FUNCTION cabina_same_rut(rut text, but text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM customer c WHERE c.national_id = rut AND c.id <> but
$$;

-- ---- the log -------------------------------------------------------------------

CREATE FUNCTION cabina_net(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CAST(octet_length(t) AS text) || ':' || t || ','
$$;

CREATE FUNCTION cabina_sha256(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT encode(sha256(convert_to(t, 'UTF8')), 'hex')
$$;

-- Gives an event its number, instant, actors and hash; store/event.h has the
-- canonical form. The head row is locked here, last in the transaction.
--
-- Actors come from the roles, not from the client: the session's is who signed
-- in, and SET ROLE shows through the setting "role" even here, where
-- current_user is the owner. Only a session of the owner (init, loads of the
-- installer) may name an actor itself.
CREATE FUNCTION cabina_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    acting text := current_setting('role');
    trusted boolean := pg_has_role(session_user, current_user, 'MEMBER');
    agent_id text := cabina_agent(CAST(session_user AS text));
    limit_at bigint := CAST(extract(epoch FROM clock_timestamp()) * 1000
        AS bigint) + 60000;
BEGIN
    IF agent_id IS NOT NULL OR NOT trusted THEN
        NEW.real_actor := agent_id;
    END IF;
    IF acting <> 'none' THEN
        agent_id := cabina_agent(acting);
        trusted := trusted AND pg_has_role(acting, current_user, 'MEMBER');
    END IF;
    IF agent_id IS NOT NULL OR NOT trusted THEN
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
CREATE TRIGGER event_log_stamp BEFORE INSERT ON event_log
    FOR EACH ROW EXECUTE FUNCTION cabina_event();

-- At commit an event must have exactly the values its digest says, so that
-- nobody can write an event that audit verify would call broken.
CREATE FUNCTION cabina_event_whole() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found_digest text;
BEGIN
    SELECT CASE WHEN count(*) = 0 THEN ''
                WHEN bool_and(v.digest = cabina_sha256(
                         cabina_net(v.entity) || cabina_net(v.field)
                         || COALESCE(cabina_net(v.old), '-,')
                         || COALESCE(cabina_net(v.new), '-,')
                         || COALESCE(cabina_net(v.salt), '-,')))
                THEN cabina_sha256(string_agg(v.digest, '' ORDER BY v.seq))
                ELSE 'broken' END
      INTO found_digest
      FROM event_value v
     WHERE v.n = NEW.n;
    IF found_digest <> NEW.digest THEN
        RAISE EXCEPTION 'the values of an event do not fit its digest'
            USING ERRCODE = '23514', TABLE = 'event_log';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER event_log_whole AFTER INSERT ON event_log
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION cabina_event_whole();

-- Values belong to an event of the same transaction: none is added later.
CREATE FUNCTION cabina_event_value() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM added a
                WHERE NOT EXISTS (SELECT 1 FROM event_log e
                                   WHERE e.n = a.n AND e.xmin =
                                   CAST(pg_current_xact_id() AS xid))) THEN
        RAISE EXCEPTION 'values can only be added together with their event'
            USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER event_value_now AFTER INSERT ON event_value
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION cabina_event_value();

CREATE FUNCTION cabina_head()
RETURNS TABLE (n bigint, recorded_at bigint, hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT h.n, h.recorded_at, h.hash FROM event_head h WHERE h.k = 1
$$;

-- Erases what was said of one thing; the chain holds digests only and stays
-- whole. Returns how many values were erased.
CREATE FUNCTION cabina_erase(what text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    acting text := CASE current_setting('role') WHEN 'none'
        THEN CAST(session_user AS text) ELSE current_setting('role') END;
    done bigint;
BEGIN
    IF NOT pg_has_role(acting, 'cabina_admin', 'MEMBER') THEN
        RAISE EXCEPTION 'only an administrator may erase'
            USING ERRCODE = '42501';
    END IF;
    UPDATE event_value v SET old = NULL, new = NULL, salt = NULL
      FROM event_log e
     WHERE e.entity_id = what AND v.n = e.n
       AND (v.old IS NOT NULL OR v.new IS NOT NULL OR v.salt IS NOT NULL);
    GET DIAGNOSTICS done = ROW_COUNT;
    RETURN done;
END
$$;

-- The head is one row that every write changes: room to do it in place.
ALTER TABLE event_head SET (fillfactor = 50);

-- Numbers only move on, and never so far that they run out.
CREATE FUNCTION cabina_counter() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.next <= OLD.next OR NEW.next - OLD.next > 10000000 THEN
        RAISE EXCEPTION 'a counter only moves on' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER counter_on BEFORE UPDATE ON counter
    FOR EACH ROW EXECUTE FUNCTION cabina_counter();

-- ---- who passed it on ------------------------------------------------------------

-- PostgreSQL wants a changed row to be still visible to who changed it, so a
-- team could not hand a ticket to another team. Who passed it on last still
-- sees it here; what the console shows is decided by db/scope.sql as ever.
ALTER TABLE customer ADD COLUMN passed_by {uuid};
ALTER TABLE interaction ADD COLUMN passed_by {uuid};
ALTER TABLE ticket ADD COLUMN passed_by {uuid};

CREATE FUNCTION cabina_passed() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.passed_by := cabina_agent(CAST(current_user AS text));
    RETURN NEW;
END
$$;
CREATE TRIGGER customer_passed BEFORE UPDATE OF team, branch, owner ON customer
    FOR EACH ROW WHEN ((OLD.team, OLD.branch, OLD.owner) IS DISTINCT FROM
    (NEW.team, NEW.branch, NEW.owner)) EXECUTE FUNCTION cabina_passed();
CREATE TRIGGER interaction_passed BEFORE UPDATE OF team, branch, owner
    ON interaction
    FOR EACH ROW WHEN ((OLD.team, OLD.branch, OLD.owner) IS DISTINCT FROM
    (NEW.team, NEW.branch, NEW.owner)) EXECUTE FUNCTION cabina_passed();
CREATE TRIGGER ticket_passed BEFORE UPDATE OF team, branch, owner ON ticket
    FOR EACH ROW WHEN ((OLD.team, OLD.branch, OLD.owner) IS DISTINCT FROM
    (NEW.team, NEW.branch, NEW.owner)) EXECUTE FUNCTION cabina_passed();

-- ---- rows: the scope, once more ----------------------------------------------------

-- Each table's own rule, made from one text: the level of the verbs decides,
-- as in db/scope.sql.
DO $$
DECLARE
    me CONSTANT text := '(SELECT cabina_agent(CAST(current_user AS text)))';
    -- CASE, because the planner takes an OR for a rule that few rows pass, and
    -- then sorts all of a team's tickets for the newest fifty.
    rule CONSTANT text :=
        'CASE %1$s WHEN 4 THEN true WHEN 0 THEN false'
        ' ELSE owner = %2$s OR created_by = %2$s OR passed_by = %2$s'
        ' OR (%1$s IN (2, 3) AND team = ANY (CAST((SELECT cabina_teams('
        'CAST(current_user AS text))) AS text[])))'
        ' OR (%1$s = 3 AND branch = (SELECT cabina_branch('
        'CAST(current_user AS text)))) END';
    level CONSTANT text :=
        '(SELECT cabina_scope(CAST(current_user AS text), %s))';
    t record;
BEGIN
    FOR t IN SELECT * FROM (VALUES
        ('customer', '''customer.read''', '''customer.edit''',
         '''customer.edit'', ''load.run'''),
        ('interaction', '''interaction.read''', '''interaction.handle''',
         '''interaction.handle'', ''load.run'''),
        ('ticket', '''ticket.read''',
         '''ticket.edit'', ''ticket.assign'', ''ticket.resolve''',
         '''ticket.create'', ''load.run''')
        ) AS x (name, reads, changes, adds) LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t.name);
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (%s)',
            t.name || '_read', t.name,
            format(rule, format(level, t.reads), me));
        EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE USING (%s)'
            ' WITH CHECK (true)', t.name || '_change', t.name,
            format(rule, format(level, t.changes), me));
        EXECUTE format('CREATE POLICY %I ON %I FOR INSERT WITH CHECK ('
            '%3$s = 4 OR (%3$s > 0 AND created_by = %4$s))', t.name || '_add',
            t.name, format(level, t.adds), me);
    END LOOP;
END
$$;

-- What hangs on a customer is seen and changed with the customer.
DO $$
DECLARE
    level CONSTANT text :=
        '(SELECT cabina_scope(CAST(current_user AS text), %L))';
    t text;
    sees text;
    edits text;
BEGIN
    FOREACH t IN ARRAY ARRAY['contact_point', 'asset', 'purchase',
        'search_key'] LOOP
        sees := format('%2$s = 4 OR EXISTS (SELECT 1 FROM customer c'
            ' WHERE c.id = %1$I.customer)', t, format(level, 'customer.read'));
        edits := format('(SELECT cabina_scope(CAST(current_user AS text),'
            ' ''customer.edit'', ''load.run'')) > 0 AND (%s)', sees);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (%s)',
            t || '_read', t, sees);
        EXECUTE format('CREATE POLICY %I ON %I FOR INSERT WITH CHECK (%s)',
            t || '_add', t, edits);
        EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE USING (%s)',
            t || '_change', t, edits);
        EXECUTE format('CREATE POLICY %I ON %I FOR DELETE USING (%s)',
            t || '_drop', t, edits);
    END LOOP;
END
$$;

ALTER TABLE matter ENABLE ROW LEVEL SECURITY;
CREATE POLICY matter_read ON matter FOR SELECT USING (
    EXISTS (SELECT 1 FROM interaction i WHERE i.id = matter.interaction));
CREATE POLICY matter_add ON matter FOR INSERT WITH CHECK (
    EXISTS (SELECT 1 FROM interaction i WHERE i.id = matter.interaction));
CREATE POLICY matter_change ON matter FOR UPDATE USING (
    EXISTS (SELECT 1 FROM interaction i WHERE i.id = matter.interaction));
CREATE POLICY matter_drop ON matter FOR DELETE USING (
    EXISTS (SELECT 1 FROM interaction i WHERE i.id = matter.interaction));

-- A message is seen with its ticket or contact, or else with the customer;
-- what a person writes bears that person's name.
ALTER TABLE message ENABLE ROW LEVEL SECURITY;
CREATE POLICY message_read ON message FOR SELECT USING (
    EXISTS (SELECT 1 FROM ticket t WHERE t.id = message.ticket)
    OR EXISTS (SELECT 1 FROM interaction i WHERE i.id = message.interaction)
    OR (ticket IS NULL AND interaction IS NULL
        AND EXISTS (SELECT 1 FROM customer c WHERE c.id = message.customer)));
CREATE POLICY message_add ON message FOR INSERT WITH CHECK (
    (author IS NULL
     OR author = (SELECT cabina_agent(CAST(current_user AS text)))
     OR (SELECT cabina_scope(CAST(current_user AS text), 'load.run')) = 4)
    AND (EXISTS (SELECT 1 FROM ticket t WHERE t.id = message.ticket)
         OR EXISTS (SELECT 1 FROM interaction i
                     WHERE i.id = message.interaction)
         OR (ticket IS NULL AND interaction IS NULL AND EXISTS (
             SELECT 1 FROM customer c WHERE c.id = message.customer))));

ALTER TABLE field_value ENABLE ROW LEVEL SECURITY;
CREATE POLICY field_value_all ON field_value USING (
    CASE entity
    WHEN 'ticket' THEN EXISTS (SELECT 1 FROM ticket t
                                WHERE t.id = field_value.id)
    WHEN 'customer' THEN EXISTS (SELECT 1 FROM customer c
                                  WHERE c.id = field_value.id)
    WHEN 'interaction' THEN EXISTS (SELECT 1 FROM interaction i
                                     WHERE i.id = field_value.id)
    ELSE true END);

-- The log: an auditor sees all of it, everyone else what was done by
-- themselves or to something they may see. Values of other things (people,
-- setup) are the auditor's alone.
ALTER TABLE event_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY event_log_read ON event_log FOR SELECT USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'audit.read')) = 4
    OR actor = (SELECT cabina_agent(CAST(current_user AS text)))
    OR CASE entity
       WHEN 'ticket' THEN EXISTS (SELECT 1 FROM ticket t
                                   WHERE t.id = event_log.entity_id)
       WHEN 'customer' THEN EXISTS (SELECT 1 FROM customer c
                                     WHERE c.id = event_log.entity_id)
       WHEN 'interaction' THEN EXISTS (SELECT 1 FROM interaction i
                                        WHERE i.id = event_log.entity_id)
       ELSE true END);
CREATE POLICY event_log_add ON event_log FOR INSERT WITH CHECK (
    actor = (SELECT cabina_agent(CAST(current_user AS text))));

ALTER TABLE event_value ENABLE ROW LEVEL SECURITY;
CREATE POLICY event_value_read ON event_value FOR SELECT USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'audit.read')) = 4
    OR EXISTS (SELECT 1 FROM event_log e
                WHERE e.n = event_value.n
                  AND (e.entity IN ('ticket', 'customer', 'interaction')
                       OR e.actor = (SELECT cabina_agent(
                           CAST(current_user AS text))))));
CREATE POLICY event_value_add ON event_value FOR INSERT WITH CHECK (true);

-- An anchor that does not fit would make a whole log look cut.
ALTER TABLE event_anchor ENABLE ROW LEVEL SECURITY;
CREATE POLICY event_anchor_read ON event_anchor FOR SELECT USING (true);
CREATE POLICY event_anchor_add ON event_anchor FOR INSERT WITH CHECK (
    (SELECT cabina_scope(CAST(current_user AS text), 'audit.read')) > 0
    AND EXISTS (SELECT 1 FROM event_log e
                 WHERE e.n = event_anchor.n AND e.hash = event_anchor.hash));

-- One's own state, or that of people one may manage.
ALTER TABLE agent_state ENABLE ROW LEVEL SECURITY;
CREATE POLICY agent_state_read ON agent_state FOR SELECT USING (true);
CREATE POLICY agent_state_add ON agent_state FOR INSERT WITH CHECK (
    agent = (SELECT cabina_agent(CAST(current_user AS text)))
    OR (SELECT cabina_scope(CAST(current_user AS text), 'state.set',
        'agent.admin')) > 1);
CREATE POLICY agent_state_change ON agent_state FOR UPDATE USING (
    agent = (SELECT cabina_agent(CAST(current_user AS text)))
    OR (SELECT cabina_scope(CAST(current_user AS text), 'state.set',
        'agent.admin')) > 1);

ALTER TABLE load_batch ENABLE ROW LEVEL SECURITY;
CREATE POLICY load_batch_read ON load_batch FOR SELECT USING (true);
CREATE POLICY load_batch_add ON load_batch FOR INSERT WITH CHECK (
    (SELECT cabina_scope(CAST(current_user AS text), 'load.run')) > 0);
CREATE POLICY load_batch_change ON load_batch FOR UPDATE USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'load.run')) > 0);

-- ---- grants --------------------------------------------------------------------------

REVOKE ALL ON FUNCTION cabina_agent(text), cabina_scope(text, text[]),
    cabina_teams(text), cabina_branch(text), cabina_same_rut(text, text),
    cabina_event(),
    cabina_event_whole(), cabina_event_value(), cabina_head(),
    cabina_erase(text), cabina_counter(), cabina_passed() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabina_agent(text), cabina_scope(text, text[]),
    cabina_teams(text), cabina_branch(text), cabina_same_rut(text, text),
    cabina_head() TO cabina_user;
GRANT EXECUTE ON FUNCTION cabina_erase(text) TO cabina_admin;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO cabina_user;

GRANT SELECT ON cabina, event_log, event_value, event_anchor, applied_op,
    counter, setup_version, label, field_def, field_value, role, role_grant,
    role_field, branch, team, skill, agent, team_member, agent_skill,
    agent_state, stay, typification, load_batch, customer, contact_point,
    search_key, asset, purchase, interaction, ticket, matter, message
    TO cabina_user;

GRANT INSERT ON event_log, event_value, event_anchor, applied_op, stay,
    agent_state, field_value, load_batch, contact_point, search_key, asset,
    purchase, matter, message TO cabina_user;
-- All columns but passed_by, which the trigger alone sets.
GRANT INSERT (id, kind, name, name_fold, name_sort, national_id, born, lang,
    segment, branch, team, owner, created_by, external, batch, line,
    created_at, updated_at, version) ON customer TO cabina_user;
GRANT INSERT (id, number, customer, caller, channel, direction, queue, subject,
    state, outcome, team, branch, owner, created_by, started_at, answered_at,
    ended_at, closed_at, wait_ms, talk_ms, hold_ms, wrap_ms, external, batch,
    line, version) ON interaction TO cabina_user;
GRANT INSERT (id, number, customer, requester, interaction, typification,
    subject, state, priority, cycle, team, branch, owner, created_by, parent,
    created_at, updated_at, resolved_at, closed_at, external, batch, line,
    version) ON ticket TO cabina_user;

GRANT UPDATE (next) ON counter TO cabina_user;
GRANT UPDATE (to_at) ON stay TO cabina_user;
GRANT UPDATE (state, reason, since_at, version) ON agent_state TO cabina_user;
GRANT UPDATE (text, num) ON field_value TO cabina_user;
GRANT UPDATE (rows_read, rows_made, rows_bad) ON load_batch TO cabina_user;
GRANT UPDATE (kind, name, name_fold, name_sort, national_id, born, lang,
    segment, branch, team, owner, external, updated_at, version) ON customer
    TO cabina_user;
GRANT UPDATE (kind, value, norm, label, position, verified_at, version)
    ON contact_point TO cabina_user;
GRANT UPDATE (customer, kind, brand, model, year, plate, serial, bought_at,
    version) ON asset TO cabina_user;
GRANT UPDATE (customer, caller, channel, queue, subject, state, outcome, team,
    branch, owner, answered_at, ended_at, closed_at, wait_ms, talk_ms, hold_ms,
    wrap_ms, version) ON interaction TO cabina_user;
GRANT UPDATE (requester, interaction, typification, subject, state, priority,
    cycle, team, branch, owner, parent, updated_at, resolved_at, closed_at,
    version) ON ticket TO cabina_user;
GRANT UPDATE (typification, ticket, position) ON matter TO cabina_user;

GRANT DELETE ON search_key, contact_point TO cabina_user;

GRANT INSERT, UPDATE ON cabina, setup_version, label, field_def, role_grant,
    role_field, branch, team, skill, agent, team_member, agent_skill,
    typification, counter TO cabina_admin;
GRANT INSERT, UPDATE, SELECT ON agent_secret TO cabina_admin;
GRANT DELETE ON role_grant, role_field, team_member, agent_skill, applied_op
    TO cabina_admin;

-- The program's own record of migrations is made before the first of them.
DO $$
BEGIN
    IF to_regclass('public.schema_migration') IS NOT NULL THEN
        GRANT SELECT ON schema_migration TO cabina_user;
    END IF;
END
$$;
--@end
