-- 0023_nobody.sql - contacts with nobody in them end by an outcome of their
-- own: no customer is looked for, nothing is demanded, two keys are enough.

ALTER TABLE outcome ADD COLUMN nobody {int} NOT NULL DEFAULT 0
    CHECK (nobody IN (0, 1));

INSERT INTO outcome (code, key, demands, position, version, nobody) VALUES
    ('wrong-number', 'W', '[]', 21, 1, 1),
    ('silent', 'M', '[]', 22, 1, 1),
    ('anonymous', 'A', '[]', 23, 1, 1);

INSERT INTO label (kind, code, lang, text, fold) VALUES
    ('outcome', 'wrong-number', 'es', 'Número equivocado',
     'numero equivocado'),
    ('outcome', 'wrong-number', 'en', 'Wrong number', 'wrong number'),
    ('outcome', 'silent', 'es', 'Nadie habló', 'nadie hablo'),
    ('outcome', 'silent', 'en', 'Nobody spoke', 'nobody spoke'),
    ('outcome', 'anonymous', 'es', 'No quiso decir quién es',
     'no quiso decir quien es'),
    ('outcome', 'anonymous', 'en', 'Would not say who they are',
     'would not say who they are');
