# What the scripts of the tests have. $root is the repository, $db the test's own database.

source "$root/deploy/demo/database.sh"
pg=$plugin
owner=$db-owner
reader=$db-reader

# The real programs rather than the wrapper of the distribution: it takes three times as long.
PATH=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1):$PATH

# $1: a database; SQL from standard input.
sql() { PGDATABASE=$1 ask_psql; }

# The nasty one.
make_shop() {
  ask_psql -v db="$db" -v owner="$owner" -v reader="$reader" >/dev/null <"$root/deploy/demo/shop.sql"
}

# A quick one, big enough to be cut; its content does not compress well.
make_small() {
  sql postgres <<<"CREATE DATABASE \"$db\" TEMPLATE template0"
  sql "$db" >/dev/null <<'SQL'
    CREATE TABLE t (a int PRIMARY KEY, b text);
    INSERT INTO t SELECT i, md5(i::text) || md5((-i)::text) FROM generate_series(1, 8000) i;
    CREATE TABLE twice (a int);
    INSERT INTO twice VALUES (1), (1);
    CREATE SEQUENCE s;
    SELECT setval('s', 42);
    SELECT lo_from_bytea(0, 'large');
SQL
}

# What a server ends itself for when it cannot be written: the log of changes, and what each checkpoint
# writes. $1: the data of a server that is stopped; $2: where they go.
move_vital_parts() {
  local part
  for part in pg_wal pg_logical; do
    cp -a "$1/$part" "$2/$part"
    rm -r "${1:?}/$part"
    ln -s "$2/$part" "$1/$part"
  done
}

state() { database_state "${1:-$db}"; }

# Every database and role that a restore makes for itself. Other tests run beside this one.
staged_here() {
  sql postgres <<SQL
    SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') LIKE '%for $db%'
    UNION ALL SELECT rolname FROM pg_roles WHERE shobj_description(oid, 'pg_authid') LIKE 'shield restore%';
SQL
}

# $1: what must hold within ten seconds.
await() {
  local try
  for try in $(seq 500); do
    if eval "$1"; then return; fi
    sleep 0.02
  done
  echo "never came true: $1" >&2
  return 99
}

drop_all() {
  sql postgres <<SQL
    SELECT format('ALTER DATABASE %I IS_TEMPLATE false', datname) FROM pg_database
      WHERE starts_with(datname, '$db') AND datistemplate \gexec
    SELECT format('DROP DATABASE %I WITH (FORCE)', datname) FROM pg_database
      WHERE starts_with(datname, '$db') OR shobj_description(oid, 'pg_database') LIKE '%for $db%' \gexec
    SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE starts_with(rolname, '$db') \gexec
SQL
}
