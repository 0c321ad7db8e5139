-- What lists, filters and foreign keys read. Only the projections write here. Ids are lower-case text,
-- moments are Unix milliseconds.

CREATE TABLE targets (
  uuid     TEXT NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  summary  TEXT NOT NULL,
  plugin   TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  agent    TEXT NOT NULL
) STRICT;
CREATE INDEX targets_name ON targets (name, uuid);
CREATE INDEX targets_plugin ON targets (plugin, name, uuid);

CREATE TABLE stores (
  uuid     TEXT NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  summary  TEXT NOT NULL,
  plugin   TEXT NOT NULL,
  endpoint TEXT NOT NULL
) STRICT;
CREATE INDEX stores_name ON stores (name, uuid);
CREATE INDEX stores_plugin ON stores (plugin, name, uuid);

CREATE TABLE schedules (
  uuid     TEXT NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  summary  TEXT NOT NULL,
  timespec TEXT NOT NULL
) STRICT;
CREATE INDEX schedules_name ON schedules (name, uuid);

CREATE TABLE retention (
  uuid    TEXT NOT NULL PRIMARY KEY,
  name    TEXT NOT NULL,
  summary TEXT NOT NULL,
  expiry  INTEGER NOT NULL -- seconds
) STRICT;
CREATE INDEX retention_name ON retention (name, uuid);

CREATE TABLE jobs (
  uuid           TEXT NOT NULL PRIMARY KEY,
  target_uuid    TEXT NOT NULL REFERENCES targets (uuid),
  store_uuid     TEXT NOT NULL REFERENCES stores (uuid),
  schedule_uuid  TEXT NOT NULL REFERENCES schedules (uuid),
  retention_uuid TEXT NOT NULL REFERENCES retention (uuid),
  priority       INTEGER NOT NULL,
  paused         INTEGER NOT NULL CHECK (paused IN (0, 1)),
  name           TEXT NOT NULL,
  summary        TEXT NOT NULL
) STRICT;
CREATE INDEX jobs_name ON jobs (name, uuid);
CREATE INDEX jobs_paused ON jobs (paused, name, uuid);
CREATE INDEX jobs_target ON jobs (target_uuid, name, uuid);
CREATE INDEX jobs_store ON jobs (store_uuid, name, uuid);
CREATE INDEX jobs_schedule ON jobs (schedule_uuid, name, uuid);
CREATE INDEX jobs_retention ON jobs (retention_uuid, name, uuid);

-- An archive binds its target and store while it may still be needed or removed; a purged one is history.
CREATE TABLE archives (
  uuid            TEXT NOT NULL PRIMARY KEY,
  status          TEXT NOT NULL CHECK (status IN ('valid', 'expired', 'purged', 'invalid')),
  target_uuid     TEXT NOT NULL,
  store_uuid      TEXT NOT NULL,
  job_uuid        TEXT NOT NULL,
  task_uuid       TEXT NOT NULL,
  store_key       TEXT NOT NULL,
  taken_at        INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  notes           TEXT NOT NULL,
  purge_reason    TEXT NOT NULL,
  agent           TEXT NOT NULL,
  target_plugin   TEXT NOT NULL,
  target_endpoint TEXT NOT NULL,
  store_plugin    TEXT NOT NULL,
  store_endpoint  TEXT NOT NULL,
  size_bytes      INTEGER NOT NULL,
  sha256          TEXT NOT NULL,
  live_target_uuid TEXT GENERATED ALWAYS AS (iif(status IN ('valid', 'expired'), target_uuid, NULL)) STORED
    REFERENCES targets (uuid),
  live_store_uuid TEXT GENERATED ALWAYS AS (iif(status IN ('valid', 'expired'), store_uuid, NULL)) STORED
    REFERENCES stores (uuid)
) STRICT;
CREATE INDEX archives_taken ON archives (taken_at, uuid);
CREATE INDEX archives_target ON archives (target_uuid, taken_at, uuid);
CREATE INDEX archives_store ON archives (store_uuid, taken_at, uuid);
CREATE INDEX archives_status ON archives (status, taken_at, uuid);
CREATE INDEX archives_live_target ON archives (live_target_uuid) WHERE live_target_uuid IS NOT NULL;
CREATE INDEX archives_live_store ON archives (live_store_uuid) WHERE live_store_uuid IS NOT NULL;

-- A task binds its target and store until it has ended.
CREATE TABLE tasks (
  uuid           TEXT NOT NULL PRIMARY KEY,
  owner          TEXT NOT NULL,
  op             TEXT NOT NULL CHECK (op IN ('backup', 'restore', 'purge')),
  job_uuid       TEXT,
  archive_uuid   TEXT,
  target_uuid    TEXT,
  store_uuid     TEXT,
  status         TEXT NOT NULL CHECK (status IN ('pending', 'running', 'done', 'failed', 'canceled')),
  agent          TEXT NOT NULL,
  priority       INTEGER NOT NULL,
  attempt        INTEGER NOT NULL,
  bytes_done     INTEGER NOT NULL,
  requested_at   INTEGER NOT NULL,
  started_at     INTEGER,
  stopped_at     INTEGER,
  live_target_uuid TEXT GENERATED ALWAYS AS (iif(status IN ('pending', 'running'), target_uuid, NULL)) STORED
    REFERENCES targets (uuid),
  live_store_uuid TEXT GENERATED ALWAYS AS (iif(status IN ('pending', 'running'), store_uuid, NULL)) STORED
    REFERENCES stores (uuid)
) STRICT;
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
  id        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  task_uuid TEXT NOT NULL,
  attempt   INTEGER NOT NULL,
  seq       INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  stream    TEXT NOT NULL CHECK (stream IN ('core', 'worker', 'target', 'store')),
  line      TEXT NOT NULL,
  author    TEXT NOT NULL GENERATED ALWAYS AS (iif(stream = 'core', 'core', 'worker')) STORED,
  UNIQUE (task_uuid, attempt, author, seq)
) STRICT;
CREATE INDEX task_log_task ON task_log (task_uuid, id);
