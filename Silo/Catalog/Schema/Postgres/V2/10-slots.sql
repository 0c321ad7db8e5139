-- When a job runs next, and what became of every moment at which it was due. A write of a job's state brings
-- the slots that it settles along; they are only added here.

ALTER TABLE schedules ADD COLUMN since bigint;
ALTER TABLE jobs ADD COLUMN timespec text NOT NULL DEFAULT ''; -- what its slots have followed so far
ALTER TABLE jobs ADD COLUMN next_run_at bigint;
CREATE INDEX jobs_next_run ON jobs (next_run_at) WHERE next_run_at IS NOT NULL;
CREATE INDEX tasks_job_unfinished ON tasks (job_uuid)
  WHERE op = 'backup' AND status IN ('pending', 'running');

CREATE TABLE job_slots (
  job_uuid   uuid NOT NULL,
  due        bigint NOT NULL,
  outcome    text NOT NULL CHECK (outcome IN ('task', 'paused', 'overlap', 'missed', 'refused')),
  task_uuid  uuid,
  settled_at bigint NOT NULL,
  PRIMARY KEY (job_uuid, due)
);
CREATE INDEX job_slots_due ON job_slots (due);

CREATE FUNCTION delete_job_slots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM job_slots WHERE job_uuid = OLD.uuid;
  RETURN NULL;
END $$;
CREATE TRIGGER jobs_delete_slots AFTER DELETE ON jobs FOR EACH ROW EXECUTE FUNCTION delete_job_slots();

CREATE OR REPLACE FUNCTION project_schedule(state jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO schedules (uuid, name, summary, timespec, since)
  VALUES (CAST(state ->> 'uuid' AS uuid), state ->> 'name', state ->> 'summary', state ->> 'timespec',
    unix_milliseconds(state ->> 'since'))
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary,
    timespec = excluded.timespec, since = excluded.since
$$;

CREATE OR REPLACE FUNCTION project_job(state jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO jobs (
    uuid, target_uuid, store_uuid, schedule_uuid, retention_uuid, priority, paused, name, summary,
    timespec, next_run_at)
  VALUES (CAST(state ->> 'uuid' AS uuid), CAST(state ->> 'target_uuid' AS uuid),
    CAST(state ->> 'store_uuid' AS uuid), CAST(state ->> 'schedule_uuid' AS uuid),
    CAST(state ->> 'retention_uuid' AS uuid), CAST(state ->> 'priority' AS integer),
    CAST(state ->> 'paused' AS boolean), state ->> 'name', state ->> 'summary',
    coalesce(state ->> 'when', ''), unix_milliseconds(state ->> 'next_run_at'))
  ON CONFLICT (uuid) DO UPDATE SET target_uuid = excluded.target_uuid, store_uuid = excluded.store_uuid,
    schedule_uuid = excluded.schedule_uuid, retention_uuid = excluded.retention_uuid,
    priority = excluded.priority, paused = excluded.paused, name = excluded.name, summary = excluded.summary,
    timespec = excluded.timespec, next_run_at = excluded.next_run_at;

  INSERT INTO job_slots (job_uuid, due, outcome, task_uuid, settled_at)
  SELECT CAST(state ->> 'uuid' AS uuid), unix_milliseconds(slot ->> 'due'), slot ->> 'outcome',
    CAST(slot ->> 'task_uuid' AS uuid), unix_milliseconds(slot ->> 'settled_at')
  FROM jsonb_array_elements(coalesce(state -> 'slots', '[]')) AS slot
  ON CONFLICT DO NOTHING
$$;
