-- 0043_emptied.sql - a value of a custom field can be taken away again.

--@pg
GRANT DELETE ON field_value TO cabina_user;
--@end
