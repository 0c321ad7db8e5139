-- Grain state, as Orleans' AdoNet provider reads and writes it. The provider takes its statements from
-- OrleansQuery; parameters and names of results are its contract, everything else is ours.

CREATE TABLE OrleansQuery (
  QueryKey  text NOT NULL PRIMARY KEY,
  QueryText text NOT NULL
);

CREATE TABLE OrleansStorage (
  GrainIdHash            integer NOT NULL,
  GrainIdN0              bigint NOT NULL,
  GrainIdN1              bigint NOT NULL,
  GrainTypeHash          integer NOT NULL,
  GrainTypeString        text NOT NULL,
  GrainIdExtensionString text NOT NULL,
  ServiceId              text NOT NULL,
  PayloadBinary          bytea NOT NULL,
  Version                integer NOT NULL
);

-- What makes a second first write impossible, in whichever silo it is tried.
CREATE UNIQUE INDEX OrleansStorage_key ON OrleansStorage (
  GrainIdN1, GrainIdN0, GrainTypeString, GrainIdExtensionString, ServiceId);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadFromStorageKey', '
SELECT PayloadBinary, Version
FROM OrleansStorage
WHERE GrainIdN1 = @GrainIdN1 AND GrainIdN0 = @GrainIdN0 AND GrainTypeString = @GrainTypeString
  AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND ServiceId = @ServiceId;
');

-- A state that was changed or deleted by somebody else answers with the version the caller came with, which
-- the provider takes for a conflict. A first write that comes too late answers nothing, which it takes for
-- the same.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('WriteToStorageKey', '
WITH created AS (
  INSERT INTO OrleansStorage (
    GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
    PayloadBinary, Version)
  SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString,
    coalesce(@GrainIdExtensionString, ''''), @ServiceId, @PayloadBinary, 1
  WHERE CAST(@GrainStateVersion AS integer) IS NULL
  ON CONFLICT (GrainIdN1, GrainIdN0, GrainTypeString, GrainIdExtensionString, ServiceId) DO NOTHING
  RETURNING Version
), changed AS (
  UPDATE OrleansStorage
  SET PayloadBinary = @PayloadBinary, Version = Version + 1
  WHERE GrainIdN1 = @GrainIdN1 AND GrainIdN0 = @GrainIdN0 AND GrainTypeString = @GrainTypeString
    AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND ServiceId = @ServiceId
    AND Version = CAST(@GrainStateVersion AS integer)
  RETURNING Version
)
SELECT Version AS NewGrainStateVersion FROM created
UNION ALL
SELECT Version FROM changed
UNION ALL
SELECT CAST(@GrainStateVersion AS integer)
WHERE CAST(@GrainStateVersion AS integer) IS NOT NULL AND NOT EXISTS (SELECT FROM changed);
');

-- A state that is cleared is deleted: no tombstones. The provider asks for either, depending on an option.
INSERT INTO OrleansQuery (QueryKey, QueryText)
SELECT key, '
WITH gone AS (
  DELETE FROM OrleansStorage
  WHERE GrainIdN1 = @GrainIdN1 AND GrainIdN0 = @GrainIdN0 AND GrainTypeString = @GrainTypeString
    AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND ServiceId = @ServiceId
    AND Version = CAST(@GrainStateVersion AS integer)
  RETURNING Version + 1 AS Version
)
SELECT Version AS NewGrainStateVersion FROM gone
UNION ALL
SELECT CAST(@GrainStateVersion AS integer) WHERE NOT EXISTS (SELECT FROM gone);
' FROM (VALUES ('ClearStorageKey'), ('DeleteStorageKey')) AS keys (key);
