-- 0022_survey.sql - what a survey asked and what was answered; the campaign
-- that a contact belongs to

ALTER TABLE interaction ADD COLUMN campaign {text};

-- One row for each question that was put; value '' is one that was not
-- answered. `num` is its figure where the kind has one.
CREATE TABLE survey_answer (
    id          {uuid} PRIMARY KEY CHECK (length(id) = 36),
    survey      {text} NOT NULL CHECK (length(survey) BETWEEN 1 AND 40),
    question    {text} NOT NULL CHECK (length(question) BETWEEN 1 AND 40),
    kind        {text} NOT NULL CHECK (
        kind IN ('nps', 'csat', 'ces', 'yes-no', 'text')),
    value       {text} NOT NULL CHECK (length(value) <= 500),
    num         {int},
    interaction {uuid} NOT NULL REFERENCES interaction (id),
    run         {uuid} REFERENCES script_run (id),
    agent       {uuid} REFERENCES agent (id),
    at          {int} NOT NULL,
    UNIQUE (interaction, survey, question)
) {strict};
CREATE INDEX survey_answer_at ON survey_answer (survey, at);

--@pg
DO $$
DECLARE
    handles CONSTANT text := '(SELECT cabina_scope('
        'CAST(current_user AS text), ''interaction.handle'')) > 0';
    seen CONSTANT text := 'EXISTS (SELECT 1 FROM interaction i'
        ' WHERE i.id = survey_answer.interaction)';
BEGIN
    EXECUTE 'ALTER TABLE survey_answer ENABLE ROW LEVEL SECURITY';
    EXECUTE format('CREATE POLICY survey_read ON survey_answer FOR SELECT'
        ' USING (%s)', seen);
    EXECUTE format('CREATE POLICY survey_add ON survey_answer FOR INSERT'
        ' WITH CHECK (%s AND %s)', handles, seen);
    EXECUTE format('CREATE POLICY survey_change ON survey_answer FOR UPDATE'
        ' USING (%s AND %s)', handles, seen);
    EXECUTE format('CREATE POLICY survey_drop ON survey_answer FOR DELETE'
        ' USING (%s AND %s)', handles, seen);
END
$$;
GRANT SELECT ON survey_answer TO cabina_user;
GRANT INSERT, UPDATE (value, num, at), DELETE ON survey_answer TO cabina_user;
GRANT UPDATE (campaign) ON interaction TO cabina_user;
--@end
