-- 0046_undo_others.sql - who may take back what others did may on a server, too.

--@pg
DROP POLICY undone_add ON undone;
DROP POLICY undone_drop ON undone;
CREATE POLICY undone_add ON undone FOR INSERT WITH CHECK (
    (SELECT cabina_scope(CAST(current_user AS text), 'undo.others')) = 4
    OR EXISTS (SELECT 1 FROM event_log e
             WHERE e.n = undone.event
               AND e.actor = (SELECT cabina_agent(
                   CAST(current_user AS text)))));
CREATE POLICY undone_drop ON undone FOR DELETE USING (
    (SELECT cabina_scope(CAST(current_user AS text), 'undo.others')) = 4
    OR EXISTS (SELECT 1 FROM event_log e
             WHERE e.n = undone.event
               AND e.actor = (SELECT cabina_agent(
                   CAST(current_user AS text)))));
--@end
