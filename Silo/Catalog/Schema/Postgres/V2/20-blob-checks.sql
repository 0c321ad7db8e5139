-- What tells whose a blob is, and whether it is still there.

-- The archive that a backup was to make, for as long as its task is kept: a blob under an archive UUID that
-- is nowhere in here may be another installation's.
CREATE TABLE planned_archives (
  archive_uuid uuid NOT NULL PRIMARY KEY,
  task_uuid    uuid NOT NULL
);
CREATE INDEX planned_archives_task ON planned_archives (task_uuid);

CREATE FUNCTION note_plan(state jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO planned_archives (archive_uuid, task_uuid)
  SELECT CAST(state #>> '{plan,archive}' AS uuid), CAST(state ->> 'uuid' AS uuid)
  WHERE state ->> 'op' = 'backup' AND state #>> '{plan,archive}' IS NOT NULL
  ON CONFLICT (archive_uuid) DO NOTHING
$$;
CREATE FUNCTION note_plan_of_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_plan(state_of(NEW.PayloadBinary));
  RETURN NULL;
END $$;
CREATE TRIGGER OrleansStorage_plan AFTER INSERT ON OrleansStorage
FOR EACH ROW WHEN (NEW.GrainTypeString = 'task') EXECUTE FUNCTION note_plan_of_task();

CREATE FUNCTION delete_task_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM planned_archives WHERE task_uuid = OLD.uuid;
  RETURN NULL;
END $$;
CREATE TRIGGER tasks_delete_plan AFTER DELETE ON tasks FOR EACH ROW EXECUTE FUNCTION delete_task_plan();

SELECT note_plan(state_of(PayloadBinary)) FROM OrleansStorage WHERE GrainTypeString = 'task';

-- When a store last listed the blob of an archive.
CREATE TABLE seen_blobs (
  archive_uuid uuid NOT NULL PRIMARY KEY,
  seen_at      bigint NOT NULL
);
CREATE FUNCTION delete_seen_blob() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM seen_blobs WHERE archive_uuid = OLD.uuid;
  RETURN NULL;
END $$;
CREATE TRIGGER archives_delete_seen AFTER DELETE ON archives
FOR EACH ROW EXECUTE FUNCTION delete_seen_blob();

-- A store is checked from each agent that writes to it. Of the last check that was whole the moment at which
-- it began; of the last one in any case, what was wrong.
CREATE TABLE store_checks (
  store_uuid uuid NOT NULL,
  agent      text NOT NULL,
  next_at    bigint NOT NULL,
  whole_at   bigint,
  trouble    text NOT NULL DEFAULT '',
  PRIMARY KEY (store_uuid, agent)
);
CREATE INDEX store_checks_next ON store_checks (next_at);
