-- The hooks on grain state. A state's name says which noun it is; any other state has no row.

CREATE FUNCTION state_of(payload bytea) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CAST(convert_from(payload, 'UTF8') AS jsonb)
$$;

CREATE FUNCTION project_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE NEW.GrainTypeString
    WHEN 'target' THEN PERFORM project_target(state_of(NEW.PayloadBinary));
    WHEN 'store' THEN PERFORM project_store(state_of(NEW.PayloadBinary));
    WHEN 'schedule' THEN PERFORM project_schedule(state_of(NEW.PayloadBinary));
    WHEN 'retention' THEN PERFORM project_retention(state_of(NEW.PayloadBinary));
    WHEN 'job' THEN PERFORM project_job(state_of(NEW.PayloadBinary));
    WHEN 'archive' THEN PERFORM project_archive(state_of(NEW.PayloadBinary));
    WHEN 'task' THEN PERFORM project_task(state_of(NEW.PayloadBinary));
    ELSE NULL;
  END CASE;
  RETURN NULL;
END $$;

CREATE FUNCTION unproject_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  id uuid;
BEGIN
  CASE OLD.GrainTypeString
    WHEN 'target', 'store', 'schedule', 'retention', 'job', 'archive', 'task' THEN
      id := CAST(state_of(OLD.PayloadBinary) ->> 'uuid' AS uuid);
    ELSE RETURN NULL;
  END CASE;
  CASE OLD.GrainTypeString
    WHEN 'target' THEN DELETE FROM targets WHERE uuid = id;
    WHEN 'store' THEN DELETE FROM stores WHERE uuid = id;
    WHEN 'schedule' THEN DELETE FROM schedules WHERE uuid = id;
    WHEN 'retention' THEN DELETE FROM retention WHERE uuid = id;
    WHEN 'job' THEN DELETE FROM jobs WHERE uuid = id;
    WHEN 'archive' THEN DELETE FROM archives WHERE uuid = id;
    WHEN 'task' THEN DELETE FROM tasks WHERE uuid = id;
  END CASE;
  RETURN NULL;
END $$;

CREATE TRIGGER OrleansStorage_project AFTER INSERT OR UPDATE OF PayloadBinary ON OrleansStorage
FOR EACH ROW EXECUTE FUNCTION project_state();
CREATE TRIGGER OrleansStorage_unproject AFTER DELETE ON OrleansStorage
FOR EACH ROW EXECUTE FUNCTION unproject_state();

-- A log does not outlive its task.
CREATE FUNCTION delete_task_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM task_log WHERE task_uuid = OLD.uuid;
  RETURN NULL;
END $$;
CREATE TRIGGER tasks_delete_log AFTER DELETE ON tasks FOR EACH ROW EXECUTE FUNCTION delete_task_log();
