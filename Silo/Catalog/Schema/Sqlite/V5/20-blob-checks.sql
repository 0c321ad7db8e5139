-- What tells whose a blob is, and whether it is still there.

-- The archive that a backup was to make, for as long as its task is kept: a blob under an archive UUID that
-- is nowhere in here may be another installation's.
CREATE TABLE planned_archives (
  archive_uuid TEXT NOT NULL PRIMARY KEY,
  task_uuid    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX planned_archives_task ON planned_archives (task_uuid);

CREATE TRIGGER OrleansStorage_insert_plan AFTER INSERT ON OrleansStorage
WHEN NEW.GrainTypeString = 'task' AND CAST(NEW.PayloadBinary AS TEXT) ->> 'op' = 'backup' BEGIN
  INSERT INTO planned_archives (archive_uuid, task_uuid)
  SELECT state ->> '$.plan.archive', state ->> 'uuid'
  FROM (SELECT CAST(NEW.PayloadBinary AS TEXT) AS state)
  WHERE state ->> '$.plan.archive' IS NOT NULL
  ON CONFLICT (archive_uuid) DO NOTHING;
END;
CREATE TRIGGER tasks_delete_plan AFTER DELETE ON tasks BEGIN
  DELETE FROM planned_archives WHERE task_uuid = OLD.uuid;
END;

INSERT INTO planned_archives (archive_uuid, task_uuid)
SELECT state ->> '$.plan.archive', state ->> 'uuid'
FROM (SELECT CAST(PayloadBinary AS TEXT) AS state FROM OrleansStorage WHERE GrainTypeString = 'task')
WHERE state ->> 'op' = 'backup' AND state ->> '$.plan.archive' IS NOT NULL
ON CONFLICT (archive_uuid) DO NOTHING;

-- When a store last listed the blob of an archive.
CREATE TABLE seen_blobs (
  archive_uuid TEXT NOT NULL PRIMARY KEY,
  seen_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER archives_delete_seen AFTER DELETE ON archives BEGIN
  DELETE FROM seen_blobs WHERE archive_uuid = OLD.uuid;
END;

-- A store is checked from each agent that writes to it. Of the last check that was whole the moment at which
-- it began; of the last one in any case, what was wrong.
CREATE TABLE store_checks (
  store_uuid TEXT NOT NULL,
  agent      TEXT NOT NULL,
  next_at    INTEGER NOT NULL,
  whole_at   INTEGER,
  trouble    TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (store_uuid, agent)
) STRICT, WITHOUT ROWID;
CREATE INDEX store_checks_next ON store_checks (next_at);
