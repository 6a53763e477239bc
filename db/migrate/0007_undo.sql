-- 0007_undo.sql - who may put rows back as they were.
--
-- Rows that only came and went forward until now are taken away again by an
-- undo, and columns that only got a value lose it again. Who may, is who may
-- write them: the policies of each table hold for the other way as well.

--@pg
DO $$
DECLARE
    me CONSTANT text := '(SELECT cabina_agent(CAST(current_user AS text)))';
    level CONSTANT text :=
        '(SELECT cabina_scope(CAST(current_user AS text), %s)) > 0';
    t record;
BEGIN
    FOR t IN SELECT * FROM (VALUES
        ('consent', '''customer.edit''', 'who'),
        ('alert', '''customer.edit''', 'who'),
        ('offer', '''customer.edit''', NULL),
        ('verify_ask', '''interaction.handle''', 'agent'),
        ('alert_ack', '''interaction.handle''', 'agent'),
        ('escalation', '''ticket.edit''', NULL),
        ('delivery', '''ticket.edit''', NULL)
        ) AS x (name, verb, whose) LOOP
        -- The two have one policy for everything already.
        IF t.name NOT IN ('escalation', 'delivery') THEN
            EXECUTE format('CREATE POLICY %I ON %I FOR DELETE USING (%s%s)',
                t.name || '_back', t.name, format(level, t.verb),
                CASE WHEN t.whose IS NULL THEN ''
                     ELSE format(' AND %I = %s', t.whose, me) END);
        END IF;
        EXECUTE format('GRANT DELETE ON %I TO cabina_user', t.name);
    END LOOP;
END
$$;

CREATE POLICY notice_seen_back ON notice_seen FOR DELETE USING (
    agent = (SELECT cabina_agent(CAST(current_user AS text))));
GRANT DELETE ON notice_seen, household, asset TO cabina_user;

GRANT DELETE ON cabina, branch, team, skill, typification, outcome, label,
    field_def TO cabina_admin;
--@end
