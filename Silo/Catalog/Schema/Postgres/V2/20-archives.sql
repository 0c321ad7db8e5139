-- When which archive is next to be looked at: when its time is over (due_at), when its removal is to be tried
-- (purge_at), and when its row is history (purged_at). Of the last valid archive of a target, since when
-- operators are warned (warned_at). Each is NULL while there is nothing to do, so that the indexes hold only
-- what there is to do.

ALTER TABLE archives
  ADD COLUMN due_at bigint,
  ADD COLUMN warned_at bigint,
  ADD COLUMN purge_at bigint,
  ADD COLUMN purged_at bigint;
CREATE INDEX archives_due ON archives (due_at, uuid) WHERE due_at IS NOT NULL;
CREATE INDEX archives_warned ON archives (target_uuid) WHERE warned_at IS NOT NULL;
CREATE INDEX archives_purge ON archives (purge_at, uuid) WHERE purge_at IS NOT NULL;
CREATE INDEX archives_purged ON archives (purged_at, uuid) WHERE purged_at IS NOT NULL;
CREATE INDEX archives_valid ON archives (target_uuid, taken_at, uuid) WHERE status = 'valid';
CREATE INDEX tasks_stopped ON tasks (stopped_at, uuid) WHERE stopped_at IS NOT NULL;

-- What was waiting for its purge before there were pauses waits no longer.
CREATE OR REPLACE FUNCTION project_archive(state jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO archives (
    uuid, status, target_uuid, store_uuid, job_uuid, task_uuid, store_key, notes, purge_reason, agent,
    target_plugin, target_endpoint, store_plugin, store_endpoint, size_bytes, sha256, taken_at, expires_at,
    due_at, warned_at, purge_at, purged_at)
  VALUES (CAST(state ->> 'uuid' AS uuid), state ->> 'status', CAST(state ->> 'target_uuid' AS uuid),
    CAST(state ->> 'store_uuid' AS uuid), CAST(state ->> 'job_uuid' AS uuid),
    CAST(state ->> 'task_uuid' AS uuid), state ->> 'store_key', state ->> 'notes', state ->> 'purge_reason',
    coalesce(state ->> 'agent', ''),
    coalesce(state ->> 'target_plugin', ''), state #>> '{target_endpoint,masked}',
    coalesce(state ->> 'store_plugin', ''), state #>> '{store_endpoint,masked}',
    CAST(state ->> 'size_bytes' AS bigint), state ->> 'sha256',
    unix_milliseconds(state ->> 'taken_at'), unix_milliseconds(state ->> 'expires_at'),
    CASE
      WHEN state ->> 'status' = 'valid'
        OR state ->> 'status' = 'invalid' AND state ->> 'next_purge_at' IS NULL
      THEN unix_milliseconds(state ->> 'expires_at') END,
    CASE state ->> 'status' WHEN 'valid' THEN unix_milliseconds(state ->> 'warned_at') END,
    CASE state ->> 'status'
      WHEN 'expired' THEN coalesce(unix_milliseconds(state ->> 'next_purge_at'), 0)
      WHEN 'invalid' THEN unix_milliseconds(state ->> 'next_purge_at') END,
    CASE state ->> 'status' WHEN 'purged' THEN
      coalesce(unix_milliseconds(state ->> 'purged_at'), unix_milliseconds(state ->> 'expires_at')) END)
  ON CONFLICT (uuid) DO UPDATE SET status = excluded.status, target_uuid = excluded.target_uuid,
    store_uuid = excluded.store_uuid, job_uuid = excluded.job_uuid, task_uuid = excluded.task_uuid,
    store_key = excluded.store_key, notes = excluded.notes, purge_reason = excluded.purge_reason,
    agent = excluded.agent, target_plugin = excluded.target_plugin,
    target_endpoint = excluded.target_endpoint, store_plugin = excluded.store_plugin,
    store_endpoint = excluded.store_endpoint, size_bytes = excluded.size_bytes, sha256 = excluded.sha256,
    taken_at = excluded.taken_at, expires_at = excluded.expires_at, due_at = excluded.due_at,
    warned_at = excluded.warned_at, purge_at = excluded.purge_at, purged_at = excluded.purged_at
$$;

UPDATE OrleansStorage SET PayloadBinary = PayloadBinary WHERE GrainTypeString = 'archive';
