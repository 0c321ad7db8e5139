-- From the JSON of a state to its row, in the transaction that writes the state. Each noun has one function;
-- the trigger on OrleansStorage hands it what is written, so that insert and update cannot differ.

-- A moment is written as 2026-01-31T04:00:00.1234567+00:00, its fraction as short as it can be. It is cut to
-- milliseconds as text, since the cast would round up, into another second or even another day.
CREATE FUNCTION unix_milliseconds(moment text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CAST(1000 * extract(epoch FROM CAST(
    left(moment, least(23, length(moment) - 6)) || right(moment, 6) AS timestamptz)) AS bigint)
$$;

CREATE FUNCTION project_target(state jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO targets (uuid, name, summary, plugin, endpoint, agent, endpoint_mark)
  VALUES (CAST(state ->> 'uuid' AS uuid), state ->> 'name', state ->> 'summary',
    coalesce(state ->> 'plugin', ''), state #>> '{endpoint,masked}', coalesce(state ->> 'agent', ''),
    coalesce(right(state #>> '{endpoint,sealed}', 24), ''))
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary,
    plugin = excluded.plugin, endpoint = excluded.endpoint, agent = excluded.agent,
    endpoint_mark = excluded.endpoint_mark
$$;

CREATE FUNCTION project_store(state jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO stores (uuid, name, summary, plugin, endpoint, endpoint_mark)
  VALUES (CAST(state ->> 'uuid' AS uuid), state ->> 'name', state ->> 'summary',
    coalesce(state ->> 'plugin', ''), state #>> '{endpoint,masked}',
    coalesce(right(state #>> '{endpoint,sealed}', 24), ''))
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary,
    plugin = excluded.plugin, endpoint = excluded.endpoint, endpoint_mark = excluded.endpoint_mark
$$;

CREATE FUNCTION project_schedule(state jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO schedules (uuid, name, summary, timespec)
  VALUES (CAST(state ->> 'uuid' AS uuid), state ->> 'name', state ->> 'summary', state ->> 'timespec')
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary,
    timespec = excluded.timespec
$$;

CREATE FUNCTION project_retention(state jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO retention (uuid, name, summary, expiry)
  VALUES (CAST(state ->> 'uuid' AS uuid), state ->> 'name', state ->> 'summary',
    CAST(state ->> 'expiry' AS bigint))
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary, expiry = excluded.expiry
$$;

CREATE FUNCTION project_job(state jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO jobs (
    uuid, target_uuid, store_uuid, schedule_uuid, retention_uuid, priority, paused, name, summary)
  VALUES (CAST(state ->> 'uuid' AS uuid), CAST(state ->> 'target_uuid' AS uuid),
    CAST(state ->> 'store_uuid' AS uuid), CAST(state ->> 'schedule_uuid' AS uuid),
    CAST(state ->> 'retention_uuid' AS uuid), CAST(state ->> 'priority' AS integer),
    CAST(state ->> 'paused' AS boolean), state ->> 'name', state ->> 'summary')
  ON CONFLICT (uuid) DO UPDATE SET target_uuid = excluded.target_uuid, store_uuid = excluded.store_uuid,
    schedule_uuid = excluded.schedule_uuid, retention_uuid = excluded.retention_uuid,
    priority = excluded.priority, paused = excluded.paused, name = excluded.name, summary = excluded.summary
$$;

CREATE FUNCTION project_archive(state jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO archives (
    uuid, status, target_uuid, store_uuid, job_uuid, task_uuid, store_key, notes, purge_reason, agent,
    target_plugin, target_endpoint, store_plugin, store_endpoint, size_bytes, sha256, taken_at, expires_at)
  VALUES (CAST(state ->> 'uuid' AS uuid), state ->> 'status', CAST(state ->> 'target_uuid' AS uuid),
    CAST(state ->> 'store_uuid' AS uuid), CAST(state ->> 'job_uuid' AS uuid),
    CAST(state ->> 'task_uuid' AS uuid), state ->> 'store_key', state ->> 'notes', state ->> 'purge_reason',
    coalesce(state ->> 'agent', ''),
    coalesce(state ->> 'target_plugin', ''), state #>> '{target_endpoint,masked}',
    coalesce(state ->> 'store_plugin', ''), state #>> '{store_endpoint,masked}',
    CAST(state ->> 'size_bytes' AS bigint), state ->> 'sha256',
    unix_milliseconds(state ->> 'taken_at'), unix_milliseconds(state ->> 'expires_at'))
  ON CONFLICT (uuid) DO UPDATE SET status = excluded.status, target_uuid = excluded.target_uuid,
    store_uuid = excluded.store_uuid, job_uuid = excluded.job_uuid, task_uuid = excluded.task_uuid,
    store_key = excluded.store_key, notes = excluded.notes, purge_reason = excluded.purge_reason,
    agent = excluded.agent, target_plugin = excluded.target_plugin,
    target_endpoint = excluded.target_endpoint, store_plugin = excluded.store_plugin,
    store_endpoint = excluded.store_endpoint, size_bytes = excluded.size_bytes, sha256 = excluded.sha256,
    taken_at = excluded.taken_at, expires_at = excluded.expires_at
$$;

CREATE FUNCTION project_task(state jsonb) RETURNS void LANGUAGE sql AS $$
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
    requested_at = excluded.requested_at, started_at = excluded.started_at, stopped_at = excluded.stopped_at
$$;
