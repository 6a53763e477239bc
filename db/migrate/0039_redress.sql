-- 0039_redress.sql - what a role may give is held by the data, also for whoever
-- writes past the program; and nobody is asked about a ticket that is done.

CREATE TABLE redress_usual (      -- until a centre says otherwise
    role        {text} PRIMARY KEY, -- of those it begins with; another: 0
    most        {int} NOT NULL CHECK (most >= 0)
) {strict};
INSERT INTO redress_usual (role, most) VALUES
    ('branch', 100000), ('back-office', 200000), ('supervisor', 1000000),
    ('administrator', 5000000);

--@sl
CREATE TRIGGER complaint_begins BEFORE INSERT ON complaint
WHEN NEW.redress_state = 'granted'
BEGIN
    SELECT RAISE(ABORT, 'a complaint begins without redress');
END;
CREATE TRIGGER complaint_limit BEFORE UPDATE OF redress, redress_state,
    asked_by, answered_by ON complaint
WHEN NEW.redress_state = 'granted'
 AND (OLD.redress_state <> 'granted' OR NEW.redress > OLD.redress
      OR COALESCE(NEW.answered_by, NEW.asked_by, '')
         <> COALESCE(OLD.answered_by, OLD.asked_by, ''))
 AND NEW.redress > COALESCE((SELECT COALESCE(l.most, u.most)
       FROM agent a
       LEFT JOIN redress_limit l ON l.role = a.role
       LEFT JOIN redress_usual u ON u.role = a.role
      WHERE a.id = COALESCE(NEW.answered_by, NEW.asked_by)), 0)
BEGIN
    SELECT RAISE(ABORT, 'redress is granted within the limit of who grants it');
END;
CREATE TRIGGER approval_ticket_done BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM ticket t WHERE t.id = NEW.ticket
       AND t.state IN ('resolved', 'closed', 'merged', 'cancelled'))
BEGIN
    SELECT RAISE(ABORT, 'nothing is asked about a ticket that is done');
END;
--@end
--@pg
GRANT SELECT ON redress_usual TO cabina_user;
GRANT DELETE ON redress_limit TO cabina_admin; -- an undo of the first one

CREATE FUNCTION cabina_redress_kept() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    giver text := COALESCE(NEW.answered_by, NEW.asked_by);
    most bigint;
BEGIN
    IF NEW.redress_state <> 'granted' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        RAISE EXCEPTION 'a complaint begins without redress'
            USING ERRCODE = '23514', TABLE = 'complaint';
    END IF;
    IF OLD.redress_state = 'granted' AND NEW.redress <= OLD.redress
       AND giver IS NOT DISTINCT FROM COALESCE(OLD.answered_by, OLD.asked_by)
    THEN
        RETURN NEW;
    END IF;
    SELECT COALESCE(l.most, u.most) INTO most
      FROM agent a
      LEFT JOIN redress_limit l ON l.role = a.role
      LEFT JOIN redress_usual u ON u.role = a.role
     WHERE a.id = giver;
    IF NEW.redress > COALESCE(most, 0) THEN
        RAISE EXCEPTION 'redress is granted within the limit of who grants it'
            USING ERRCODE = '23514', TABLE = 'complaint';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER complaint_kept BEFORE INSERT OR UPDATE ON complaint
    FOR EACH ROW EXECUTE FUNCTION cabina_redress_kept();

CREATE FUNCTION cabina_approval_ticket_done() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ticket t WHERE t.id = NEW.ticket
          AND t.state IN ('resolved', 'closed', 'merged', 'cancelled')) THEN
        RAISE EXCEPTION 'nothing is asked about a ticket that is done'
            USING ERRCODE = '23514', TABLE = 'approval';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER approval_ticket_done BEFORE INSERT ON approval
    FOR EACH ROW EXECUTE FUNCTION cabina_approval_ticket_done();
--@end
