-- The fingerprints of the keys that belong to this catalog, by what they are for: no secret.

CREATE TABLE key_ring (
  use    text NOT NULL PRIMARY KEY,
  key_id text NOT NULL
);
