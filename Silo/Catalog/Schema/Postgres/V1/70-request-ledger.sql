-- Requests that came with a key, so that one that is sent again does nothing again. Keys are kept as digests,
-- and what a request says is digested with its key, so that nobody can guess a password from here.

CREATE TABLE request_ledger (
  key_hash    text NOT NULL PRIMARY KEY,
  fingerprint text NOT NULL,
  uuid        uuid NOT NULL, -- of what the request makes
  claimed_at  bigint NOT NULL,
  answer      text
);
CREATE INDEX request_ledger_claimed ON request_ledger (claimed_at);
