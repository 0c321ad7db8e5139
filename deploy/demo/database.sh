# What a PostgreSQL database is, as psql and pg_dump say: for comparing it before and after.

# $1: its name. Rows, large objects and sequences as digests; owner, settings and rights; then the schema.
database_state() {
  PGDATABASE=$1 ask_psql <<<"$CONTENT_SQL"
  PGDATABASE=template1 ask_psql -v db="$1" <<<"$ITSELF_SQL"
  # The mark against hostile dumps is drawn by lot.
  PGDATABASE=$1 pg_dump -w -s | grep -Ev '^\\(un)?restrict '
}

ask_psql() { psql -X -w -q -A -t -v ON_ERROR_STOP=1 "$@" -f -; }

CONTENT_SQL=$(
  cat <<'SQL'
SET extra_float_digits = 3; SET search_path = ''; SET timezone = 'UTC';
SELECT format('SELECT %L, count(*), md5(string_agg(md5(t::text), '''' ORDER BY md5(t::text))) FROM ONLY %s t',
    c.oid::regclass, c.oid::regclass)
  FROM pg_class c WHERE relkind IN ('r', 'm') AND relnamespace::regnamespace::text !~ '^(pg_|information_)'
  ORDER BY c.oid::regclass::text
\gexec
SELECT format('SELECT %L, last_value, is_called FROM %s', c.oid::regclass, c.oid::regclass)
  FROM pg_class c WHERE relkind = 'S' ORDER BY c.oid::regclass::text
\gexec
SELECT 'large objects', count(*), md5(string_agg(oid || md5(lo_get(oid)), '' ORDER BY oid))
  FROM pg_largeobject_metadata;
SQL
)

ITSELF_SQL=$(
  cat <<'SQL'
SELECT 'database', datname, datdba::regrole, datconnlimit, datistemplate, datallowconn, datcollate, datctype,
    datlocprovider, pg_encoding_to_char(encoding), shobj_description(oid, 'pg_database'),
    (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(datacl) a)
  FROM pg_database WHERE datname = :'db';
SELECT 'settings', setrole::regrole, setconfig FROM pg_db_role_setting
  WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = :'db') ORDER BY setrole;
SQL
)
