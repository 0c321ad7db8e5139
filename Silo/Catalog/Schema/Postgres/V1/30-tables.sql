-- What lists, filters and foreign keys read. Only the projections write here. Moments are Unix milliseconds;
-- texts are ordered by their bytes, as in the embedded catalog.

CREATE TABLE targets (
  uuid     uuid NOT NULL PRIMARY KEY,
  name     text COLLATE "C" NOT NULL,
  summary  text NOT NULL,
  plugin   text NOT NULL,
  endpoint text NOT NULL,
  agent    text NOT NULL,
  endpoint_mark text NOT NULL -- the end of the sealed text: no secret, and different after every change
);
CREATE INDEX targets_name ON targets (name, uuid);
CREATE INDEX targets_plugin ON targets (plugin, name, uuid);

CREATE TABLE stores (
  uuid     uuid NOT NULL PRIMARY KEY,
  name     text COLLATE "C" NOT NULL,
  summary  text NOT NULL,
  plugin   text NOT NULL,
  endpoint text NOT NULL,
  endpoint_mark text NOT NULL
);
CREATE INDEX stores_name ON stores (name, uuid);
CREATE INDEX stores_plugin ON stores (plugin, name, uuid);

CREATE TABLE schedules (
  uuid     uuid NOT NULL PRIMARY KEY,
  name     text COLLATE "C" NOT NULL,
  summary  text NOT NULL,
  timespec text NOT NULL
);
CREATE INDEX schedules_name ON schedules (name, uuid);

CREATE TABLE retention (
  uuid    uuid NOT NULL PRIMARY KEY,
  name    text COLLATE "C" NOT NULL,
  summary text NOT NULL,
  expiry  bigint NOT NULL -- seconds
);
CREATE INDEX retention_name ON retention (name, uuid);

CREATE TABLE jobs (
  uuid           uuid NOT NULL PRIMARY KEY,
  target_uuid    uuid NOT NULL REFERENCES targets (uuid),
  store_uuid     uuid NOT NULL REFERENCES stores (uuid),
  schedule_uuid  uuid NOT NULL REFERENCES schedules (uuid),
  retention_uuid uuid NOT NULL REFERENCES retention (uuid),
  priority       integer NOT NULL,
  paused         boolean NOT NULL,
  name           text COLLATE "C" NOT NULL,
  summary        text NOT NULL
);
CREATE INDEX jobs_name ON jobs (name, uuid);
CREATE INDEX jobs_paused ON jobs (paused, name, uuid);
CREATE INDEX jobs_target ON jobs (target_uuid, name, uuid);
CREATE INDEX jobs_store ON jobs (store_uuid, name, uuid);
CREATE INDEX jobs_schedule ON jobs (schedule_uuid, name, uuid);
CREATE INDEX jobs_retention ON jobs (retention_uuid, name, uuid);

-- An archive binds its target and store while it may still be needed or removed; a purged one is history.
CREATE TABLE archives (
  uuid            uuid NOT NULL PRIMARY KEY,
  status          text NOT NULL CHECK (status IN ('valid', 'expired', 'purged', 'invalid')),
  target_uuid     uuid NOT NULL,
  store_uuid      uuid NOT NULL,
  job_uuid        uuid NOT NULL,
  task_uuid       uuid NOT NULL,
  store_key       text NOT NULL,
  taken_at        bigint NOT NULL,
  expires_at      bigint NOT NULL,
  notes           text NOT NULL,
  purge_reason    text NOT NULL,
  agent           text NOT NULL,
  target_plugin   text NOT NULL,
  target_endpoint text NOT NULL,
  store_plugin    text NOT NULL,
  store_endpoint  text NOT NULL,
  size_bytes      bigint NOT NULL,
  sha256          text NOT NULL,
  live_target_uuid uuid GENERATED ALWAYS AS (
    CASE WHEN status IN ('valid', 'expired') THEN target_uuid END) STORED REFERENCES targets (uuid),
  live_store_uuid uuid GENERATED ALWAYS AS (
    CASE WHEN status IN ('valid', 'expired') THEN store_uuid END) STORED REFERENCES stores (uuid)
);
CREATE INDEX archives_taken ON archives (taken_at, uuid);
CREATE INDEX archives_target ON archives (target_uuid, taken_at, uuid);
CREATE INDEX archives_store ON archives (store_uuid, taken_at, uuid);
CREATE INDEX archives_status ON archives (status, taken_at, uuid);
CREATE INDEX archives_live_target ON archives (live_target_uuid) WHERE live_target_uuid IS NOT NULL;
CREATE INDEX archives_live_store ON archives (live_store_uuid) WHERE live_store_uuid IS NOT NULL;

-- A task binds its target and store until it has ended.
CREATE TABLE tasks (
  uuid           uuid NOT NULL PRIMARY KEY,
  owner          text NOT NULL,
  op             text NOT NULL CHECK (op IN ('backup', 'restore', 'purge')),
  job_uuid       uuid,
  archive_uuid   uuid,
  target_uuid    uuid,
  store_uuid     uuid,
  status         text NOT NULL CHECK (status IN ('pending', 'running', 'done', 'failed', 'canceled')),
  agent          text NOT NULL,
  priority       integer NOT NULL,
  attempt        integer NOT NULL,
  bytes_done     bigint NOT NULL,
  requested_at   bigint NOT NULL,
  started_at     bigint,
  stopped_at     bigint,
  live_target_uuid uuid GENERATED ALWAYS AS (
    CASE WHEN status IN ('pending', 'running') THEN target_uuid END) STORED REFERENCES targets (uuid),
  live_store_uuid uuid GENERATED ALWAYS AS (
    CASE WHEN status IN ('pending', 'running') THEN store_uuid END) STORED REFERENCES stores (uuid)
);
CREATE INDEX tasks_requested ON tasks (requested_at, uuid);
CREATE INDEX tasks_status ON tasks (status, requested_at, uuid);
CREATE INDEX tasks_job ON tasks (job_uuid, requested_at, uuid) WHERE op = 'backup';
CREATE INDEX tasks_archive ON tasks (archive_uuid) WHERE op = 'purge';
CREATE INDEX tasks_unfinished ON tasks (agent) WHERE status IN ('pending', 'running');
CREATE INDEX tasks_live_target ON tasks (live_target_uuid) WHERE live_target_uuid IS NOT NULL;
CREATE INDEX tasks_live_store ON tasks (live_store_uuid) WHERE live_store_uuid IS NOT NULL;

-- One running backup or restore per target, whichever agent runs it.
CREATE UNIQUE INDEX tasks_one_running ON tasks (target_uuid)
  WHERE status = 'running' AND op IN ('backup', 'restore');

-- The log of all tasks. A line is known by its number within task, attempt and author, so that a report that
-- is repeated adds nothing; id is the order in which lines arrived.
CREATE TABLE task_log (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_uuid uuid NOT NULL,
  attempt   integer NOT NULL,
  seq       bigint NOT NULL,
  at        bigint NOT NULL,
  stream    text NOT NULL CHECK (stream IN ('core', 'worker', 'target', 'store')),
  line      text NOT NULL,
  author    text NOT NULL GENERATED ALWAYS AS (
    CASE WHEN stream = 'core' THEN 'core' ELSE 'worker' END) STORED,
  UNIQUE (task_uuid, attempt, author, seq)
);
CREATE INDEX task_log_task ON task_log (task_uuid, id);

-- "A part of the name, in any case", for every alphabet, as far as the server knows any other than ASCII.
DO $$
DECLARE
  case_rules text := CASE
    WHEN EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu') THEN 'und-x-icu' ELSE 'default' END;
BEGIN
  EXECUTE format(
    'CREATE FUNCTION name_contains(name text, part text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
     ''SELECT strpos(lower(name COLLATE %1$I) COLLATE "C", lower(part COLLATE %1$I) COLLATE "C") > 0''',
    case_rules);
END $$;
