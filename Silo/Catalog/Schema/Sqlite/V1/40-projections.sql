-- From the JSON of a state to its row, in the transaction that writes the state. Each noun has one view whose
-- trigger does it; the triggers on OrleansStorage hand it what is written, so that insert and update cannot
-- differ. All rows are made anew by: UPDATE OrleansStorage SET PayloadBinary = PayloadBinary;

CREATE VIEW target_states AS SELECT NULL AS state WHERE 0;
CREATE TRIGGER target_states_insert INSTEAD OF INSERT ON target_states BEGIN
  INSERT INTO targets (uuid, name, summary, plugin, endpoint, agent)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'name', NEW.state ->> 'summary',
    coalesce(NEW.state ->> 'plugin', ''), NEW.state ->> '$.endpoint.masked',
    coalesce(NEW.state ->> 'agent', '')
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary,
    plugin = excluded.plugin, endpoint = excluded.endpoint, agent = excluded.agent;
END;

CREATE VIEW store_states AS SELECT NULL AS state WHERE 0;
CREATE TRIGGER store_states_insert INSTEAD OF INSERT ON store_states BEGIN
  INSERT INTO stores (uuid, name, summary, plugin, endpoint)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'name', NEW.state ->> 'summary',
    coalesce(NEW.state ->> 'plugin', ''), NEW.state ->> '$.endpoint.masked'
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary,
    plugin = excluded.plugin, endpoint = excluded.endpoint;
END;

CREATE VIEW schedule_states AS SELECT NULL AS state WHERE 0;
CREATE TRIGGER schedule_states_insert INSTEAD OF INSERT ON schedule_states BEGIN
  INSERT INTO schedules (uuid, name, summary, timespec)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'name', NEW.state ->> 'summary', NEW.state ->> 'timespec'
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary,
    timespec = excluded.timespec;
END;

CREATE VIEW retention_states AS SELECT NULL AS state WHERE 0;
CREATE TRIGGER retention_states_insert INSTEAD OF INSERT ON retention_states BEGIN
  INSERT INTO retention (uuid, name, summary, expiry)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'name', NEW.state ->> 'summary', NEW.state ->> 'expiry'
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary, expiry = excluded.expiry;
END;

CREATE VIEW job_states AS SELECT NULL AS state WHERE 0;
CREATE TRIGGER job_states_insert INSTEAD OF INSERT ON job_states BEGIN
  INSERT INTO jobs (
    uuid, target_uuid, store_uuid, schedule_uuid, retention_uuid, priority, paused, name, summary)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'target_uuid', NEW.state ->> 'store_uuid',
    NEW.state ->> 'schedule_uuid', NEW.state ->> 'retention_uuid', NEW.state ->> 'priority',
    NEW.state ->> 'paused', NEW.state ->> 'name', NEW.state ->> 'summary'
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET target_uuid = excluded.target_uuid, store_uuid = excluded.store_uuid,
    schedule_uuid = excluded.schedule_uuid, retention_uuid = excluded.retention_uuid,
    priority = excluded.priority, paused = excluded.paused, name = excluded.name, summary = excluded.summary;
END;

-- A moment is written as 2026-01-31T04:00:00.1234567+00:00, its fraction as short as it can be. It is cut to
-- milliseconds as text, since unixepoch() would round up, into another second or even another day.
CREATE VIEW archive_states AS SELECT NULL AS state, NULL AS taken_at, NULL AS expires_at WHERE 0;
CREATE TRIGGER archive_states_insert INSTEAD OF INSERT ON archive_states BEGIN
  INSERT INTO archives (
    uuid, status, target_uuid, store_uuid, job_uuid, task_uuid, store_key, notes, purge_reason, agent,
    target_plugin, target_endpoint, store_plugin, store_endpoint, size_bytes, sha256, taken_at, expires_at)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'status', NEW.state ->> 'target_uuid',
    NEW.state ->> 'store_uuid', NEW.state ->> 'job_uuid', NEW.state ->> 'task_uuid',
    NEW.state ->> 'store_key', NEW.state ->> 'notes', NEW.state ->> 'purge_reason',
    coalesce(NEW.state ->> 'agent', ''),
    coalesce(NEW.state ->> 'target_plugin', ''), NEW.state ->> '$.target_endpoint.masked',
    coalesce(NEW.state ->> 'store_plugin', ''), NEW.state ->> '$.store_endpoint.masked',
    NEW.state ->> 'size_bytes', NEW.state ->> 'sha256',
    CAST(round(1000 * unixepoch(substr(NEW.taken_at, 1, min(23, length(NEW.taken_at) - 6))
      || substr(NEW.taken_at, -6), 'subsec')) AS INTEGER),
    CAST(round(1000 * unixepoch(substr(NEW.expires_at, 1, min(23, length(NEW.expires_at) - 6))
      || substr(NEW.expires_at, -6), 'subsec')) AS INTEGER)
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET status = excluded.status, target_uuid = excluded.target_uuid,
    store_uuid = excluded.store_uuid, job_uuid = excluded.job_uuid, task_uuid = excluded.task_uuid,
    store_key = excluded.store_key, notes = excluded.notes, purge_reason = excluded.purge_reason,
    agent = excluded.agent, target_plugin = excluded.target_plugin,
    target_endpoint = excluded.target_endpoint,
    store_plugin = excluded.store_plugin, store_endpoint = excluded.store_endpoint,
    size_bytes = excluded.size_bytes, sha256 = excluded.sha256, taken_at = excluded.taken_at,
    expires_at = excluded.expires_at;
END;

CREATE VIEW task_states AS
SELECT NULL AS state, NULL AS requested_at, NULL AS started_at, NULL AS stopped_at WHERE 0;
CREATE TRIGGER task_states_insert INSTEAD OF INSERT ON task_states BEGIN
  INSERT INTO tasks (
    uuid, owner, op, job_uuid, archive_uuid, target_uuid, store_uuid, status, agent, priority, attempt,
    bytes_done, requested_at, started_at, stopped_at)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'owner', NEW.state ->> 'op', NEW.state ->> 'job_uuid',
    NEW.state ->> 'archive_uuid', NEW.state ->> 'target_uuid', NEW.state ->> 'store_uuid',
    NEW.state ->> 'status', coalesce(NEW.state ->> '$.plan.agent', ''), NEW.state ->> 'priority',
    NEW.state ->> 'attempt', NEW.state ->> 'bytes_done',
    CAST(round(1000 * unixepoch(substr(NEW.requested_at, 1, min(23, length(NEW.requested_at) - 6))
      || substr(NEW.requested_at, -6), 'subsec')) AS INTEGER),
    CAST(round(1000 * unixepoch(substr(NEW.started_at, 1, min(23, length(NEW.started_at) - 6))
      || substr(NEW.started_at, -6), 'subsec')) AS INTEGER),
    CAST(round(1000 * unixepoch(substr(NEW.stopped_at, 1, min(23, length(NEW.stopped_at) - 6))
      || substr(NEW.stopped_at, -6), 'subsec')) AS INTEGER)
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET owner = excluded.owner, op = excluded.op, job_uuid = excluded.job_uuid,
    archive_uuid = excluded.archive_uuid, target_uuid = excluded.target_uuid,
    store_uuid = excluded.store_uuid, status = excluded.status, agent = excluded.agent,
    priority = excluded.priority, attempt = excluded.attempt, bytes_done = excluded.bytes_done,
    requested_at = excluded.requested_at, started_at = excluded.started_at, stopped_at = excluded.stopped_at;
END;
