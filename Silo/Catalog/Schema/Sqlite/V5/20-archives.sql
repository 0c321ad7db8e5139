-- When which archive is next to be looked at: when its time is over (due_at), when its removal is to be tried
-- (purge_at), and when its row is history (purged_at). Of the last valid archive of a target, since when
-- operators are warned (warned_at). Each is NULL while there is nothing to do, so that the indexes hold only
-- what there is to do.

ALTER TABLE archives ADD COLUMN due_at INTEGER;
ALTER TABLE archives ADD COLUMN warned_at INTEGER;
ALTER TABLE archives ADD COLUMN purge_at INTEGER;
ALTER TABLE archives ADD COLUMN purged_at INTEGER;
CREATE INDEX archives_due ON archives (due_at, uuid) WHERE due_at IS NOT NULL;
CREATE INDEX archives_warned ON archives (target_uuid) WHERE warned_at IS NOT NULL;
CREATE INDEX archives_purge ON archives (purge_at, uuid) WHERE purge_at IS NOT NULL;
CREATE INDEX archives_purged ON archives (purged_at, uuid) WHERE purged_at IS NOT NULL;
CREATE INDEX archives_valid ON archives (target_uuid, taken_at, uuid) WHERE status = 'valid';
CREATE INDEX tasks_stopped ON tasks (stopped_at, uuid) WHERE stopped_at IS NOT NULL;

DROP TRIGGER OrleansStorage_insert_archive;
DROP TRIGGER OrleansStorage_update_archive;
DROP VIEW archive_states;

CREATE VIEW archive_states AS
SELECT NULL AS state, NULL AS taken_at, NULL AS expires_at, NULL AS warned_at, NULL AS next_purge_at,
  NULL AS purged_at
WHERE 0;

-- Moments are cut to milliseconds as text, as everywhere. What was waiting for its purge before there were
-- pauses waits no longer.
CREATE TRIGGER archive_states_insert INSTEAD OF INSERT ON archive_states BEGIN
  INSERT INTO archives (
    uuid, status, target_uuid, store_uuid, job_uuid, task_uuid, store_key, notes, purge_reason, agent,
    target_plugin, target_endpoint, store_plugin, store_endpoint, size_bytes, sha256, taken_at, expires_at,
    due_at, warned_at, purge_at, purged_at)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'status', NEW.state ->> 'target_uuid',
    NEW.state ->> 'store_uuid', NEW.state ->> 'job_uuid', NEW.state ->> 'task_uuid',
    NEW.state ->> 'store_key', NEW.state ->> 'notes', NEW.state ->> 'purge_reason',
    coalesce(NEW.state ->> 'agent', ''),
    coalesce(NEW.state ->> 'target_plugin', ''), NEW.state ->> '$.target_endpoint.masked',
    coalesce(NEW.state ->> 'store_plugin', ''), NEW.state ->> '$.store_endpoint.masked',
    NEW.state ->> 'size_bytes', NEW.state ->> 'sha256', m.taken_at, m.expires_at,
    CASE NEW.state ->> 'status'
      WHEN 'valid' THEN m.expires_at
      WHEN 'invalid' THEN iif(m.next_purge_at IS NULL, m.expires_at, NULL) END,
    CASE NEW.state ->> 'status' WHEN 'valid' THEN m.warned_at END,
    CASE NEW.state ->> 'status'
      WHEN 'expired' THEN coalesce(m.next_purge_at, 0)
      WHEN 'invalid' THEN m.next_purge_at END,
    CASE NEW.state ->> 'status' WHEN 'purged' THEN coalesce(m.purged_at, m.expires_at) END
  FROM (SELECT
    CAST(round(1000 * unixepoch(substr(NEW.taken_at, 1, min(23, length(NEW.taken_at) - 6))
      || substr(NEW.taken_at, -6), 'subsec')) AS INTEGER) AS taken_at,
    CAST(round(1000 * unixepoch(substr(NEW.expires_at, 1, min(23, length(NEW.expires_at) - 6))
      || substr(NEW.expires_at, -6), 'subsec')) AS INTEGER) AS expires_at,
    CAST(round(1000 * unixepoch(substr(NEW.warned_at, 1, min(23, length(NEW.warned_at) - 6))
      || substr(NEW.warned_at, -6), 'subsec')) AS INTEGER) AS warned_at,
    CAST(round(1000 * unixepoch(substr(NEW.next_purge_at, 1, min(23, length(NEW.next_purge_at) - 6))
      || substr(NEW.next_purge_at, -6), 'subsec')) AS INTEGER) AS next_purge_at,
    CAST(round(1000 * unixepoch(substr(NEW.purged_at, 1, min(23, length(NEW.purged_at) - 6))
      || substr(NEW.purged_at, -6), 'subsec')) AS INTEGER) AS purged_at) AS m
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET status = excluded.status, target_uuid = excluded.target_uuid,
    store_uuid = excluded.store_uuid, job_uuid = excluded.job_uuid, task_uuid = excluded.task_uuid,
    store_key = excluded.store_key, notes = excluded.notes, purge_reason = excluded.purge_reason,
    agent = excluded.agent, target_plugin = excluded.target_plugin,
    target_endpoint = excluded.target_endpoint,
    store_plugin = excluded.store_plugin, store_endpoint = excluded.store_endpoint,
    size_bytes = excluded.size_bytes, sha256 = excluded.sha256, taken_at = excluded.taken_at,
    expires_at = excluded.expires_at, due_at = excluded.due_at, warned_at = excluded.warned_at,
    purge_at = excluded.purge_at, purged_at = excluded.purged_at;
END;

CREATE TRIGGER OrleansStorage_insert_archive AFTER INSERT ON OrleansStorage
WHEN NEW.GrainTypeString = 'archive' BEGIN
  INSERT INTO archive_states (state, taken_at, expires_at, warned_at, next_purge_at, purged_at) VALUES (
    CAST(NEW.PayloadBinary AS TEXT),
    CAST(NEW.PayloadBinary AS TEXT) ->> 'taken_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'expires_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'warned_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'next_purge_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'purged_at');
END;
CREATE TRIGGER OrleansStorage_update_archive AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'archive' BEGIN
  INSERT INTO archive_states (state, taken_at, expires_at, warned_at, next_purge_at, purged_at) VALUES (
    CAST(NEW.PayloadBinary AS TEXT),
    CAST(NEW.PayloadBinary AS TEXT) ->> 'taken_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'expires_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'warned_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'next_purge_at',
    CAST(NEW.PayloadBinary AS TEXT) ->> 'purged_at');
END;

UPDATE OrleansStorage SET PayloadBinary = PayloadBinary WHERE GrainTypeString = 'archive';
