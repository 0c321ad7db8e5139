-- What follows a write of a task's state, in one function that reads it once: its row, the archive that it is
-- to make, and the last line of its log, which says how it ended. That line comes with the state, so that
-- neither is ever there without the other.

CREATE FUNCTION follow_task() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  state jsonb := CAST(convert_from(NEW.PayloadBinary, 'UTF8') AS jsonb);
BEGIN
  INSERT INTO tasks (
    uuid, owner, op, job_uuid, archive_uuid, target_uuid, store_uuid, status, agent, priority, attempt,
    bytes_done, requested_at, started_at, stopped_at)
  VALUES (CAST(state ->> 'uuid' AS uuid), state ->> 'owner', state ->> 'op',
    CAST(state ->> 'job_uuid' AS uuid), CAST(state ->> 'archive_uuid' AS uuid),
    CAST(state ->> 'target_uuid' AS uuid), CAST(state ->> 'store_uuid' AS uuid), state ->> 'status',
    coalesce(state #>> '{plan,agent}', ''), CAST(state ->> 'priority' AS integer),
    CAST(state ->> 'attempt' AS integer), CAST(state ->> 'bytes_done' AS bigint),
    unix_milliseconds(state ->> 'requested_at'), unix_milliseconds(state ->> 'started_at'),
    unix_milliseconds(state ->> 'stopped_at'))
  ON CONFLICT (uuid) DO UPDATE SET owner = excluded.owner, op = excluded.op, job_uuid = excluded.job_uuid,
    archive_uuid = excluded.archive_uuid, target_uuid = excluded.target_uuid,
    store_uuid = excluded.store_uuid, status = excluded.status, agent = excluded.agent,
    priority = excluded.priority, attempt = excluded.attempt, bytes_done = excluded.bytes_done,
    requested_at = excluded.requested_at, started_at = excluded.started_at, stopped_at = excluded.stopped_at;

  IF TG_OP = 'INSERT' THEN
    IF state ->> 'op' = 'backup' AND state #>> '{plan,archive}' IS NOT NULL THEN
      INSERT INTO planned_archives (archive_uuid, task_uuid)
      VALUES (CAST(state #>> '{plan,archive}' AS uuid), CAST(state ->> 'uuid' AS uuid))
      ON CONFLICT (archive_uuid) DO NOTHING;
    END IF;
  ELSIF state ->> 'status' IN ('done', 'failed', 'canceled') AND state ->> 'stopped_at' IS NOT NULL THEN
    INSERT INTO task_log (task_uuid, attempt, seq, at, stream, line)
    VALUES (CAST(state ->> 'uuid' AS uuid), CAST(state ->> 'attempt' AS integer), 9223372036854775807,
      unix_milliseconds(state ->> 'stopped_at'), 'core',
      CASE state ->> 'status' WHEN 'failed'
        THEN 'failed: ' || (state ->> 'failed_because') ELSE state ->> 'status' END)
    ON CONFLICT (task_uuid, attempt, author, seq) DO NOTHING;
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER OrleansStorage_plan ON OrleansStorage;
DROP TRIGGER OrleansStorage_project ON OrleansStorage;
DROP FUNCTION note_plan_of_task(), note_plan(jsonb), project_task(jsonb);

CREATE OR REPLACE FUNCTION project_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE NEW.GrainTypeString
    WHEN 'target' THEN PERFORM project_target(state_of(NEW.PayloadBinary));
    WHEN 'store' THEN PERFORM project_store(state_of(NEW.PayloadBinary));
    WHEN 'schedule' THEN PERFORM project_schedule(state_of(NEW.PayloadBinary));
    WHEN 'retention' THEN PERFORM project_retention(state_of(NEW.PayloadBinary));
    WHEN 'job' THEN PERFORM project_job(state_of(NEW.PayloadBinary));
    WHEN 'archive' THEN PERFORM project_archive(state_of(NEW.PayloadBinary));
    ELSE NULL;
  END CASE;
  RETURN NULL;
END $$;

CREATE TRIGGER OrleansStorage_project AFTER INSERT OR UPDATE OF PayloadBinary ON OrleansStorage
FOR EACH ROW WHEN (NEW.GrainTypeString <> 'task') EXECUTE FUNCTION project_state();
CREATE TRIGGER OrleansStorage_task AFTER INSERT OR UPDATE OF PayloadBinary ON OrleansStorage
FOR EACH ROW WHEN (NEW.GrainTypeString = 'task') EXECUTE FUNCTION follow_task();
