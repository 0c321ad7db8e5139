-- Who may use the API, and as what. Of a token itself only its digest is kept: 32 random bytes need no slow
-- one.

CREATE TABLE tokens (
  uuid         uuid NOT NULL PRIMARY KEY,
  name         text NOT NULL,
  role         text NOT NULL,
  hash         text NOT NULL UNIQUE,
  created_at   bigint NOT NULL,
  expires_at   bigint,
  last_used_at bigint, -- to the minute
  revoked_at   bigint
);
