-- 0025_date_letter.sql - a customer is written to before their appointment.

ALTER TABLE appointment ADD COLUMN letter_at {int}; -- none: nobody writes
ALTER TABLE appointment ADD COLUMN lettered_at {int};
CREATE INDEX appointment_letter ON appointment (letter_at)
 WHERE letter_at IS NOT NULL AND lettered_at IS NULL
   AND (state = 'booked' OR state = 'confirmed');

--@pg
GRANT UPDATE (lettered_at) ON appointment TO cabina_user;
--@end
