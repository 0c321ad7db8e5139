-- Who has changed what, and who was refused; only appended to. A request that changes something has a line
-- before it does (without a status) and one with its outcome.

CREATE TABLE audit (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  request_uuid TEXT NOT NULL,
  at           INTEGER NOT NULL,
  who          TEXT NOT NULL,
  token_uuid   TEXT,
  role         TEXT,
  method       TEXT NOT NULL,
  path         TEXT NOT NULL,
  what         TEXT NOT NULL,
  from_address TEXT NOT NULL,
  status       INTEGER,
  made_uuid    TEXT
) STRICT;
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_request ON audit (request_uuid, status);

CREATE TRIGGER audit_is_not_updated BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is only appended to');
END;

CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is only appended to');
END;
