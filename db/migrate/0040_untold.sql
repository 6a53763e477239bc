-- 0040_untold.sql - what is taken back is no longer told to who follows it.

--@pg
-- Whoever takes back a change of a ticket takes back what its followers were
-- told of it. They see such a notice by its ticket, as the followers
-- themselves; it is shown to nobody but them.
CREATE POLICY notice_watch ON notice FOR SELECT USING (
    author IS NULL AND kind = 'watch'
    AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = notice.entity_id));
CREATE POLICY notice_watch_unsay ON notice FOR DELETE USING (
    author IS NULL AND kind = 'watch'
    AND (SELECT cabina_scope(CAST(current_user AS text), 'ticket.edit',
        'ticket.resolve', 'ticket.assign', 'ticket.refer')) > 0);
CREATE POLICY notice_seen_watch_unsay ON notice_seen FOR DELETE USING (
    EXISTS (SELECT 1 FROM notice n
             WHERE n.id = notice_seen.notice AND n.author IS NULL
               AND n.kind = 'watch'));
--@end
