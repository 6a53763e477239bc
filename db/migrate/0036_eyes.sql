-- 0036_eyes.sql - four eyes in the data: what was asked for stays as it was
-- asked, it begins undecided, and it is given by as many words as it needs, each
-- of who has the seat or stands in for them on that day. On both engines, also
-- for whoever writes past the program.

--@sl
CREATE TRIGGER approval_begins BEFORE INSERT ON approval
WHEN NEW.state <> 'open' AND NOT (NEW.state = 'given' AND NEW.need = 0)
BEGIN
    SELECT RAISE(ABORT, 'an approval begins undecided');
END;
CREATE TRIGGER approval_stays BEFORE UPDATE OF id, number, ticket, rule,
    reason, amount, currency, need, roles, asked_by, asked_at ON approval
BEGIN
    SELECT RAISE(ABORT, 'what was asked for stays as it was asked');
END;
CREATE TRIGGER approval_decided BEFORE UPDATE OF state ON approval
WHEN NEW.state = 'given' AND NEW.need > (SELECT count(*) FROM approval_vote v
     WHERE v.approval = NEW.id AND v.verdict = 'given')
BEGIN
    SELECT RAISE(ABORT, 'it is given with fewer words than it needs');
END;
CREATE TRIGGER approval_once_decided BEFORE UPDATE OF state ON approval
WHEN OLD.state <> 'open' AND NEW.state <> OLD.state
BEGIN
    SELECT RAISE(ABORT, 'what was decided stays decided');
END;
CREATE TRIGGER approval_seat BEFORE INSERT ON approval_vote
WHEN NOT EXISTS (SELECT 1 FROM approval a
                  WHERE a.id = NEW.approval AND a.state = 'open')
  OR (NEW.seat <> NEW.agent
      AND NOT EXISTS (SELECT 1 FROM approval_delegate d
                        JOIN approval a ON a.id = NEW.approval
                       WHERE d.agent = NEW.seat AND d.instead = NEW.agent
                         AND d.from_at <= NEW.at AND d.to_at > NEW.at
                         AND COALESCE(d.most, a.amount) >= a.amount))
BEGIN
    SELECT RAISE(ABORT, 'nobody speaks for another unasked');
END;
CREATE TRIGGER approval_said BEFORE UPDATE ON approval_vote
BEGIN
    SELECT RAISE(ABORT, 'a word that was given stays');
END;
CREATE TRIGGER approval_unsaid BEFORE DELETE ON approval_vote
BEGIN
    SELECT RAISE(ABORT, 'a word that was given stays');
END;
--@end
--@pg
CREATE FUNCTION cabina_approval_kept() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    why text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open'
           AND NOT (NEW.state = 'given' AND NEW.need = 0) THEN
            why := 'an approval begins undecided';
        END IF;
    ELSIF (NEW.id, NEW.number, NEW.ticket, NEW.rule, NEW.reason, NEW.amount,
           NEW.currency, NEW.need, NEW.roles, NEW.asked_by, NEW.asked_at)
          IS DISTINCT FROM
          (OLD.id, OLD.number, OLD.ticket, OLD.rule, OLD.reason, OLD.amount,
           OLD.currency, OLD.need, OLD.roles, OLD.asked_by, OLD.asked_at) THEN
        why := 'what was asked for stays as it was asked';
    ELSIF NEW.state <> OLD.state AND OLD.state <> 'open' THEN
        why := 'what was decided stays decided';
    ELSIF NEW.state = 'given' AND cabina_words_given(NEW.id) < NEW.need THEN
        why := 'it is given with fewer words than it needs';
    END IF;
    IF why IS NOT NULL THEN
        RAISE EXCEPTION '%', why USING ERRCODE = '23514', TABLE = 'approval';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER approval_kept BEFORE INSERT OR UPDATE ON approval
    FOR EACH ROW EXECUTE FUNCTION cabina_approval_kept();

CREATE FUNCTION cabina_approval_said() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'a word that was given stays'
            USING ERRCODE = '23514', TABLE = 'approval_vote';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM approval a
                    WHERE a.id = NEW.approval AND a.state = 'open')
       OR (NEW.seat <> NEW.agent
           AND NOT EXISTS (SELECT 1 FROM approval_delegate d
                             JOIN approval a ON a.id = NEW.approval
                            WHERE d.agent = NEW.seat AND d.instead = NEW.agent
                              AND d.from_at <= NEW.at AND d.to_at > NEW.at
                              AND COALESCE(d.most, a.amount) >= a.amount)) THEN
        RAISE EXCEPTION 'nobody speaks for another unasked'
            USING ERRCODE = '23514', TABLE = 'approval_vote';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER approval_said BEFORE INSERT OR UPDATE OR DELETE ON approval_vote
    FOR EACH ROW EXECUTE FUNCTION cabina_approval_said();
--@end
