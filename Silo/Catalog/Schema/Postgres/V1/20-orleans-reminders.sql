-- Reminders, as Orleans' AdoNet provider reads and writes them.

CREATE TABLE OrleansRemindersTable (
  ServiceId    text NOT NULL,
  GrainId      text NOT NULL,
  ReminderName text NOT NULL,
  StartTime    timestamptz(3) NOT NULL,
  Period       bigint NOT NULL,
  GrainHash    integer NOT NULL,
  Version      integer NOT NULL,
  PRIMARY KEY (ServiceId, GrainId, ReminderName)
);

-- Each silo reads the reminders of its own part of the ring, again and again.
CREATE INDEX OrleansRemindersTable_hash ON OrleansRemindersTable (ServiceId, GrainHash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpsertReminderRowKey', '
INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE SET
  StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash,
  Version = OrleansRemindersTable.Version + 1
RETURNING Version AS Version;
'), ('ReadReminderRowsKey', '
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId;
'), ('ReadReminderRowKey', '
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName;
'), ('DeleteReminderRowKey', '
WITH gone AS (
  DELETE FROM OrleansRemindersTable
  WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName
    AND Version = @Version
  RETURNING 1
)
SELECT CAST(count(*) AS integer) FROM gone;
'), ('DeleteReminderRowsKey', '
DELETE FROM OrleansRemindersTable WHERE ServiceId = @ServiceId;
');

-- Hashes are unsigned but arrive as signed numbers, and are kept so: as such they have an order too, begun
-- elsewhere on the same ring. Which of its two range queries the framework takes for a range depends on its
-- version, so both know both shapes: inside, and around the end of the ring.
INSERT INTO OrleansQuery (QueryKey, QueryText)
SELECT key, '
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND CASE
  WHEN @BeginHash < @EndHash THEN GrainHash > @BeginHash AND GrainHash <= @EndHash
  ELSE GrainHash > @BeginHash OR GrainHash <= @EndHash
  END;
' FROM (VALUES ('ReadRangeRows1Key'), ('ReadRangeRows2Key')) AS keys (key);
