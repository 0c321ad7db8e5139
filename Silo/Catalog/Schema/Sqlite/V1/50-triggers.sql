-- The hooks on grain state. A state's name says which noun it is; any other state has no row.
-- The payload is JSON text in a blob; as text it is read once, not once per column.

CREATE TRIGGER OrleansStorage_insert_target AFTER INSERT ON OrleansStorage
WHEN NEW.GrainTypeString = 'target' BEGIN
  INSERT INTO target_states (state) VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;
CREATE TRIGGER OrleansStorage_update_target AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'target' BEGIN
  INSERT INTO target_states (state) VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;
CREATE TRIGGER OrleansStorage_delete_target AFTER DELETE ON OrleansStorage
WHEN OLD.GrainTypeString = 'target' BEGIN
  DELETE FROM targets WHERE uuid = CAST(OLD.PayloadBinary AS TEXT) ->> 'uuid';
END;

CREATE TRIGGER OrleansStorage_insert_store AFTER INSERT ON OrleansStorage
WHEN NEW.GrainTypeString = 'store' BEGIN
  INSERT INTO store_states (state) VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;
CREATE TRIGGER OrleansStorage_update_store AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'store' BEGIN
  INSERT INTO store_states (state) VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;
CREATE TRIGGER OrleansStorage_delete_store AFTER DELETE ON OrleansStorage
WHEN OLD.GrainTypeString = 'store' BEGIN
  DELETE FROM stores WHERE uuid = CAST(OLD.PayloadBinary AS TEXT) ->> 'uuid';
END;

CREATE TRIGGER OrleansStorage_insert_schedule AFTER INSERT ON OrleansStorage
WHEN NEW.GrainTypeString = 'schedule' BEGIN
  INSERT INTO schedule_states (state) VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;
CREATE TRIGGER OrleansStorage_update_schedule AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'schedule' BEGIN
  INSERT INTO schedule_states (state) VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;
CREATE TRIGGER OrleansStorage_delete_schedule AFTER DELETE ON OrleansStorage
WHEN OLD.GrainTypeString = 'schedule' BEGIN
  DELETE FROM schedules WHERE uuid = CAST(OLD.PayloadBinary AS TEXT) ->> 'uuid';
END;

CREATE TRIGGER OrleansStorage_insert_retention AFTER INSERT ON OrleansStorage
WHEN NEW.GrainTypeString = 'retention' BEGIN
  INSERT INTO retention_states (state) VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;
CREATE TRIGGER OrleansStorage_update_retention AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'retention' BEGIN
  INSERT INTO retention_states (state) VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;
CREATE TRIGGER OrleansStorage_delete_retention AFTER DELETE ON OrleansStorage
WHEN OLD.GrainTypeString = 'retention' BEGIN
  DELETE FROM retention WHERE uuid = CAST(OLD.PayloadBinary AS TEXT) ->> 'uuid';
END;

CREATE TRIGGER OrleansStorage_insert_job AFTER INSERT ON OrleansStorage
WHEN NEW.GrainTypeString = 'job' BEGIN
  INSERT INTO job_states (state) VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;
CREATE TRIGGER OrleansStorage_update_job AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'job' BEGIN
  INSERT INTO job_states (state) VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;
CREATE TRIGGER OrleansStorage_delete_job AFTER DELETE ON OrleansStorage
WHEN OLD.GrainTypeString = 'job' BEGIN
  DELETE FROM jobs WHERE uuid = CAST(OLD.PayloadBinary AS TEXT) ->> 'uuid';
END;

CREATE TRIGGER OrleansStorage_insert_archive AFTER INSERT ON OrleansStorage
WHEN NEW.GrainTypeString = 'archive' BEGIN
  INSERT INTO archive_states (state, taken_at, expires_at) VALUES (
    CAST(NEW.PayloadBinary AS TEXT),
    CAST(NEW.PayloadBinary AS TEXT) ->> 'taken_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'expires_at');
END;
CREATE TRIGGER OrleansStorage_update_archive AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'archive' BEGIN
  INSERT INTO archive_states (state, taken_at, expires_at) VALUES (
    CAST(NEW.PayloadBinary AS TEXT),
    CAST(NEW.PayloadBinary AS TEXT) ->> 'taken_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'expires_at');
END;
CREATE TRIGGER OrleansStorage_delete_archive AFTER DELETE ON OrleansStorage
WHEN OLD.GrainTypeString = 'archive' BEGIN
  DELETE FROM archives WHERE uuid = CAST(OLD.PayloadBinary AS TEXT) ->> 'uuid';
END;

CREATE TRIGGER OrleansStorage_insert_task AFTER INSERT ON OrleansStorage
WHEN NEW.GrainTypeString = 'task' BEGIN
  INSERT INTO task_states (state, requested_at, started_at, stopped_at) VALUES (
    CAST(NEW.PayloadBinary AS TEXT),
    CAST(NEW.PayloadBinary AS TEXT) ->> 'requested_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'started_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'stopped_at');
END;
CREATE TRIGGER OrleansStorage_update_task AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'task' BEGIN
  INSERT INTO task_states (state, requested_at, started_at, stopped_at) VALUES (
    CAST(NEW.PayloadBinary AS TEXT),
    CAST(NEW.PayloadBinary AS TEXT) ->> 'requested_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'started_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'stopped_at');
END;
CREATE TRIGGER OrleansStorage_delete_task AFTER DELETE ON OrleansStorage
WHEN OLD.GrainTypeString = 'task' BEGIN
  DELETE FROM tasks WHERE uuid = CAST(OLD.PayloadBinary AS TEXT) ->> 'uuid';
END;

-- A log does not outlive its task.
CREATE TRIGGER tasks_delete_log AFTER DELETE ON tasks BEGIN
  DELETE FROM task_log WHERE task_uuid = OLD.uuid;
END;
