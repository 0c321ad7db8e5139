-- A database as people really have it, and worse. Variables: db, owner, reader.
CREATE ROLE :"owner" LOGIN PASSWORD 'x';
CREATE ROLE :"reader";
CREATE DATABASE :"db" OWNER :"owner" TEMPLATE template0;
ALTER DATABASE :"db" SET work_mem = '8MB';
ALTER DATABASE :"db" SET search_path = "$user", "Odd, ""name""", public;
ALTER ROLE :"owner" IN DATABASE :"db" SET statement_timeout = '1h';
COMMENT ON DATABASE :"db" IS E'it''s a \\ "shop"\nof two lines';
REVOKE CONNECT ON DATABASE :"db" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"db" TO :"reader" WITH GRANT OPTION;
\connect :"db"
CREATE EXTENSION hstore;
CREATE EXTENSION pgcrypto;
SET ROLE :"owner";
CREATE SCHEMA sales;
CREATE TYPE sales.mood AS ENUM ('sad', 'ok');
CREATE TYPE sales.pair AS (a int, b text);
CREATE DOMAIN sales.pos AS int CHECK (VALUE > 0);
CREATE TABLE sales.t (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a numeric(12, 2),
  b numeric GENERATED ALWAYS AS (a * 2) STORED,
  m sales.mood, j jsonb, ts timestamptz DEFAULT now(), bin bytea, txt text, e float8, arr int[], p sales.pos,
  h public.hstore, pair sales.pair, r int4range, x xml);
INSERT INTO sales.t (a, m, j, bin, txt, e, arr, p, h, pair, r)
  SELECT i / 3.0, 'ok', jsonb_build_object('k', i), decode(md5(i::text), 'hex'),
    E'tab\t nl\n back\\ é日本😀 \\. ' || i, 1.0 / i, ARRAY[i, NULL, 3], i, public.hstore('a', i::text),
    ROW(i, 'x,"y'::text)::sales.pair, int4range(i, i + 5)
  FROM generate_series(1, 20000) i;
INSERT INTO sales.t (a, e) VALUES ('NaN', 'Infinity'), (NULL, '-0');
CREATE TABLE sales.part (k int, v text) PARTITION BY RANGE (k);
CREATE TABLE sales.part1 PARTITION OF sales.part FOR VALUES FROM (0) TO (500);
CREATE TABLE sales.part2 PARTITION OF sales.part FOR VALUES FROM (500) TO (1000);
INSERT INTO sales.part SELECT i, 'v' || i FROM generate_series(0, 999) i;
CREATE SEQUENCE sales.s;
SELECT setval('sales.s', 777);
CREATE VIEW sales.v AS SELECT * FROM sales.t WHERE a > 10;
CREATE MATERIALIZED VIEW sales.mv AS SELECT count(*) AS c FROM sales.t;
CREATE TABLE sales.x (id int PRIMARY KEY, y int);
CREATE TABLE sales.y (id int PRIMARY KEY, x int REFERENCES sales.x);
ALTER TABLE sales.x ADD FOREIGN KEY (y) REFERENCES sales.y DEFERRABLE;
INSERT INTO sales.x VALUES (1, NULL);
INSERT INTO sales.y VALUES (1, 1);
UPDATE sales.x SET y = 1;
ALTER TABLE sales.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p1 ON sales.t USING (id % 2 = 0);
GRANT SELECT ON ALL TABLES IN SCHEMA sales TO :"reader";
GRANT USAGE ON SCHEMA sales TO :"reader";
ALTER DEFAULT PRIVILEGES IN SCHEMA sales GRANT SELECT ON TABLES TO :"reader";
CREATE UNLOGGED TABLE sales.ul (a int);
INSERT INTO sales.ul VALUES (1);
CREATE TABLE sales.none ();
CREATE TABLE sales."Odd "" name, 'quoted' é" ("Col ""umn" text);
INSERT INTO sales."Odd "" name, 'quoted' é" VALUES ('it''s "odd"'), (NULL), ('');
-- No key: a restore that runs twice shows.
CREATE TABLE sales.twice (a int);
INSERT INTO sales.twice VALUES (1), (1), (2);
SELECT lo_from_bytea(0, decode(repeat('deadbeef', 100000), 'hex'));
SELECT lo_from_bytea(0, decode('00ff', 'hex'));
SELECT lo_create(0);
CREATE FUNCTION sales.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'select 1';
CREATE FUNCTION sales.touch() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN NEW.a := NEW.a + 1; RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE INSERT ON sales.twice FOR EACH ROW EXECUTE FUNCTION sales.touch();
CREATE INDEX partial ON sales.t (lower(txt)) WHERE a > 3;
COMMENT ON TABLE sales.t IS 'hello';
