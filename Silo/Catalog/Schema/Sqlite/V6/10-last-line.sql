-- The last line of a task's log says how the task ended. It comes with the state, so that neither is ever
-- there without the other.

CREATE TRIGGER OrleansStorage_end_task AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'task'
  AND CAST(NEW.PayloadBinary AS TEXT) ->> 'status' IN ('done', 'failed', 'canceled')
  AND CAST(NEW.PayloadBinary AS TEXT) ->> 'stopped_at' IS NOT NULL BEGIN
  INSERT INTO task_log (task_uuid, attempt, seq, at, stream, line)
  SELECT state ->> 'uuid', state ->> 'attempt', 9223372036854775807,
    CAST(round(1000 * unixepoch(substr(stopped_at, 1, min(23, length(stopped_at) - 6))
      || substr(stopped_at, -6), 'subsec')) AS INTEGER),
    'core',
    CASE state ->> 'status' WHEN 'failed' THEN 'failed: ' || (state ->> 'failed_because')
      ELSE state ->> 'status' END
  FROM (SELECT CAST(NEW.PayloadBinary AS TEXT) AS state,
    CAST(NEW.PayloadBinary AS TEXT) ->> 'stopped_at' AS stopped_at)
  WHERE true
  ON CONFLICT (task_uuid, attempt, author, seq) DO NOTHING;
END;
