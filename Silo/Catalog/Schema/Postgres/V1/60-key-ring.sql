-- The fingerprint of the key that seals the secrets in here: one row, no secret.

CREATE TABLE key_ring (
  one    integer NOT NULL PRIMARY KEY CHECK (one = 1),
  key_id text NOT NULL
);
