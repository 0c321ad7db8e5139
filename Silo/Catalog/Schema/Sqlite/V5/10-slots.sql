-- When a job runs next, and what became of every moment at which it was due. A write of a job's state brings
-- the slots that it settles along; they are only added here.

ALTER TABLE schedules ADD COLUMN since INTEGER;
ALTER TABLE jobs ADD COLUMN timespec TEXT NOT NULL DEFAULT ''; -- what its slots have followed so far
ALTER TABLE jobs ADD COLUMN next_run_at INTEGER;
CREATE INDEX jobs_next_run ON jobs (next_run_at) WHERE next_run_at IS NOT NULL;
CREATE INDEX tasks_job_unfinished ON tasks (job_uuid)
  WHERE op = 'backup' AND status IN ('pending', 'running');

CREATE TABLE job_slots (
  job_uuid   TEXT NOT NULL,
  due        INTEGER NOT NULL,
  outcome    TEXT NOT NULL CHECK (outcome IN ('task', 'paused', 'overlap', 'missed', 'refused')),
  task_uuid  TEXT,
  settled_at INTEGER NOT NULL,
  PRIMARY KEY (job_uuid, due)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_slots_due ON job_slots (due);

CREATE TRIGGER jobs_delete_slots AFTER DELETE ON jobs BEGIN
  DELETE FROM job_slots WHERE job_uuid = OLD.uuid;
END;

DROP TRIGGER schedule_states_insert;
CREATE TRIGGER schedule_states_insert INSTEAD OF INSERT ON schedule_states BEGIN
  INSERT INTO schedules (uuid, name, summary, timespec, since)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'name', NEW.state ->> 'summary', NEW.state ->> 'timespec',
    CAST(round(1000 * unixepoch(substr(NEW.state ->> 'since', 1, min(23, length(NEW.state ->> 'since') - 6))
      || substr(NEW.state ->> 'since', -6), 'subsec')) AS INTEGER)
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary,
    timespec = excluded.timespec, since = excluded.since;
END;

DROP TRIGGER job_states_insert;
CREATE TRIGGER job_states_insert INSTEAD OF INSERT ON job_states BEGIN
  INSERT INTO jobs (
    uuid, target_uuid, store_uuid, schedule_uuid, retention_uuid, priority, paused, name, summary,
    timespec, next_run_at)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'target_uuid', NEW.state ->> 'store_uuid',
    NEW.state ->> 'schedule_uuid', NEW.state ->> 'retention_uuid', NEW.state ->> 'priority',
    NEW.state ->> 'paused', NEW.state ->> 'name', NEW.state ->> 'summary',
    coalesce(NEW.state ->> 'when', ''), 1000 * unixepoch(NEW.state ->> 'next_run_at')
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET target_uuid = excluded.target_uuid, store_uuid = excluded.store_uuid,
    schedule_uuid = excluded.schedule_uuid, retention_uuid = excluded.retention_uuid,
    priority = excluded.priority, paused = excluded.paused, name = excluded.name, summary = excluded.summary,
    timespec = excluded.timespec, next_run_at = excluded.next_run_at;

  INSERT INTO job_slots (job_uuid, due, outcome, task_uuid, settled_at)
  SELECT NEW.state ->> 'uuid', 1000 * unixepoch(slot.value ->> 'due'), slot.value ->> 'outcome',
    slot.value ->> 'task_uuid', 1000 * unixepoch(substr(slot.value ->> 'settled_at', 1, 19))
  FROM json_each(NEW.state, '$.slots') AS slot
  WHERE true
  ON CONFLICT DO NOTHING;
END;
