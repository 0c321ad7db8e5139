-- Who has changed what, and who was refused; only appended to. A request that changes something has a line
-- before it does (without a status) and one with its outcome.

CREATE TABLE audit (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_uuid uuid NOT NULL,
  at           bigint NOT NULL,
  who          text NOT NULL,
  token_uuid   uuid,
  role         text,
  method       text NOT NULL,
  path         text NOT NULL,
  what         text NOT NULL,
  from_address text NOT NULL,
  status       integer,
  made_uuid    uuid
);
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_request ON audit (request_uuid, status);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is only appended to';
END $$;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
