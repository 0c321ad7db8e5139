-- Who may use the API, and as what. Of a token itself only its digest is kept: 32 random bytes need no slow
-- one.

CREATE TABLE tokens (
  uuid         TEXT NOT NULL PRIMARY KEY,
  name         TEXT NOT NULL,
  role         TEXT NOT NULL,
  hash         TEXT NOT NULL UNIQUE,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER,
  last_used_at INTEGER, -- to the minute
  revoked_at   INTEGER
) STRICT;
