-- The last line of a task's log says how the task ended. It comes with the state, so that neither is ever
-- there without the other.

CREATE FUNCTION log_end_of_task() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  state jsonb := state_of(NEW.PayloadBinary);
BEGIN
  IF state ->> 'status' IN ('done', 'failed', 'canceled') THEN
    INSERT INTO task_log (task_uuid, attempt, seq, at, stream, line)
    VALUES (CAST(state ->> 'uuid' AS uuid), CAST(state ->> 'attempt' AS integer), 9223372036854775807,
      unix_milliseconds(state ->> 'stopped_at'), 'core',
      CASE state ->> 'status' WHEN 'failed'
        THEN 'failed: ' || (state ->> 'failed_because') ELSE state ->> 'status' END)
    ON CONFLICT (task_uuid, attempt, author, seq) DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER OrleansStorage_end_task AFTER UPDATE OF PayloadBinary ON OrleansStorage
FOR EACH ROW WHEN (NEW.GrainTypeString = 'task') EXECUTE FUNCTION log_end_of_task();
