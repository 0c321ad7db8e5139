-- The fingerprints of the keys that belong to this catalog, by what they are for: no secret.

CREATE TABLE key_ring (
  use    TEXT NOT NULL PRIMARY KEY,
  key_id TEXT NOT NULL
) STRICT;
