-- What tells the sealed endpoint of a target or a store from every other: the end of the sealed text. It is
-- no secret, and lets whoever reads a list's row notice that a secret was changed.

ALTER TABLE targets ADD COLUMN endpoint_mark TEXT NOT NULL DEFAULT '';
ALTER TABLE stores ADD COLUMN endpoint_mark TEXT NOT NULL DEFAULT '';

DROP TRIGGER target_states_insert;
CREATE TRIGGER target_states_insert INSTEAD OF INSERT ON target_states BEGIN
  INSERT INTO targets (uuid, name, summary, plugin, endpoint, agent, endpoint_mark)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'name', NEW.state ->> 'summary',
    coalesce(NEW.state ->> 'plugin', ''), NEW.state ->> '$.endpoint.masked',
    coalesce(NEW.state ->> 'agent', ''), coalesce(substr(NEW.state ->> '$.endpoint.sealed', -24), '')
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary,
    plugin = excluded.plugin, endpoint = excluded.endpoint, agent = excluded.agent,
    endpoint_mark = excluded.endpoint_mark;
END;

DROP TRIGGER store_states_insert;
CREATE TRIGGER store_states_insert INSTEAD OF INSERT ON store_states BEGIN
  INSERT INTO stores (uuid, name, summary, plugin, endpoint, endpoint_mark)
  SELECT NEW.state ->> 'uuid', NEW.state ->> 'name', NEW.state ->> 'summary',
    coalesce(NEW.state ->> 'plugin', ''), NEW.state ->> '$.endpoint.masked',
    coalesce(substr(NEW.state ->> '$.endpoint.sealed', -24), '')
  WHERE true
  ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, summary = excluded.summary,
    plugin = excluded.plugin, endpoint = excluded.endpoint, endpoint_mark = excluded.endpoint_mark;
END;

UPDATE OrleansStorage SET PayloadBinary = PayloadBinary WHERE GrainTypeString IN ('target', 'store');
