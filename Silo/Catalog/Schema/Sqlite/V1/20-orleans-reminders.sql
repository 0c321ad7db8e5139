-- Reminders, as Orleans' AdoNet provider reads and writes them.

CREATE TABLE OrleansRemindersTable (
  ServiceId    TEXT NOT NULL,
  GrainId      TEXT NOT NULL,
  ReminderName TEXT NOT NULL,
  StartTime    TEXT NOT NULL,
  Period       INTEGER NOT NULL,
  GrainHash    INTEGER NOT NULL,
  Version      INTEGER NOT NULL,
  PRIMARY KEY (ServiceId, GrainId, ReminderName)
) STRICT, WITHOUT ROWID;

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
DELETE FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName AND Version = @Version;
SELECT changes();
'), ('DeleteReminderRowsKey', '
DELETE FROM OrleansRemindersTable WHERE ServiceId = @ServiceId;
');

-- Hashes are unsigned but arrive as signed numbers. Which of its two range queries the framework takes for a
-- range depends on its version, so both know both shapes: inside, and around the end of the ring.
INSERT INTO OrleansQuery (QueryKey, QueryText)
SELECT column1, '
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND CASE
  WHEN (@BeginHash & 0xFFFFFFFF) < (@EndHash & 0xFFFFFFFF) THEN
    (GrainHash & 0xFFFFFFFF) > (@BeginHash & 0xFFFFFFFF)
    AND (GrainHash & 0xFFFFFFFF) <= (@EndHash & 0xFFFFFFFF)
  ELSE
    (GrainHash & 0xFFFFFFFF) > (@BeginHash & 0xFFFFFFFF)
    OR (GrainHash & 0xFFFFFFFF) <= (@EndHash & 0xFFFFFFFF)
  END;
' FROM (VALUES ('ReadRangeRows1Key'), ('ReadRangeRows2Key'));
