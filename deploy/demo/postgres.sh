# The demo of PostgreSQL: make a database, back it up, change and drop things, restore it while a session
# stays connected, compare with psql and pg_dump.

SERVER_PLACE=''
SESSION_PID=''
SHOP=shop
SHOP_ROWS=500000
PGBENCH_SCALE=5

demo_postgres() {
  if ! has_postgres_server; then
    title "PostgreSQL: skipped"
    note "No PostgreSQL server is installed on this machine; the package postgresql brings it."
    return
  fi
  start_postgres
  make_shop
  define_shop
  back_up_shop
  spoil_shop
  restore_shop
  prove_shop
}

has_postgres_server() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}

# The server runs as a user of its own, so its folder cannot lie in the private one.
start_postgres() {
  title "Start a private PostgreSQL server"
  local programs
  programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
  if [[ -n $programs ]]; then PATH=$programs:$PATH; fi
  SERVER_PLACE=$(mktemp -d /tmp/shield-demo-postgres.XXXXXX)
  chmod 755 "$SERVER_PLACE"
  PGPORT=$(OWNER_PID=$$ deploy/systems/postgres.sh start "$SERVER_PLACE/server")
  (umask 077 && printf '*:*:*:*:%s\n' "$(<"$SERVER_PLACE/server/password")" >"$PLACE/pgpass")
  export PGPORT PGHOST=127.0.0.1 PGUSER=postgres PGPASSFILE=$PLACE/pgpass PGDATABASE=postgres
  local version
  version=$(ask_psql <<<'SHOW server_version')
  good "PostgreSQL $version answers on $PGHOST:$PGPORT."
}

make_shop() {
  title "Make a database worth keeping"
  ask_psql -v db=$SHOP -v owner=shop_owner -v reader=shop_reader >/dev/null <deploy/demo/shop.sql
  quote pgbench --initialize --init-steps=tgvp --quiet --scale=$PGBENCH_SCALE $SHOP
  note "Generated and identity columns, partitions, row security, foreign keys in a circle, large objects,"
  note "hstore, jsonb, NaN, bytea, odd names; owner, settings and rights of the database itself;"
  note "and $SHOP_ROWS rows of pgbench."
  database_state $SHOP >"$PLACE/shop-before"
  good "State taken with psql and pg_dump: $(wc -l <"$PLACE/shop-before") lines."
}

# The password goes by a file that nobody else can read, and never through an argument.
define_shop() {
  title "Say what is backed up"
  (
    umask 077
    jq -n --rawfile password "$SERVER_PLACE/server/password" --arg host "$PGHOST" --arg port "$PGPORT" \
      --arg database $SHOP '{pg_user: "postgres", pg_password: ($password | rtrimstr("\n")),
        pg_host: $host, pg_port: $port, pg_database: $database}' >"$PLACE/shop.json"
  )
  shield create target --name $SHOP --plugin postgres --agent "$SHIELD_AGENT" --endpoint "@$PLACE/shop.json"
  shield create job --name shop-nightly --target $SHOP --store blobs --schedule nightly \
    --retention-policy month
}

back_up_shop() {
  title "Back it up"
  local start bytes
  start=$(seconds_now)
  bytes=$(shop_bytes)
  shield run job shop-nightly --wait
  say_speed "$start" "$bytes" "backed up"
  ARCHIVE=$(newest_archive $SHOP)
}

spoil_shop() {
  title "Change it, drop things, and stay connected"
  PGDATABASE=$SHOP quote ask_psql <<'SQL'
\echo drop, update, delete, unlink, alter ...
DROP TABLE pgbench_accounts, sales.part;
UPDATE sales.t SET txt = 'changed';
DELETE FROM sales.twice;
SELECT setval('sales.s', 1), count(lo_unlink(oid)) FROM pg_largeobject_metadata;
CREATE TABLE sales.later AS SELECT 1 AS a;
ALTER DATABASE shop OWNER TO postgres;
ALTER DATABASE shop SET work_mem = '1MB';
GRANT CONNECT ON DATABASE shop TO PUBLIC;
SQL
  PGDATABASE=$SHOP ask_psql >/dev/null 2>&1 <<<'BEGIN; LOCK TABLE sales.t; SELECT pg_sleep(3600)' &
  SESSION_PID=$!
  local end=$((SECONDS + START_SECONDS_MAX))
  until [[ $(ask_psql <<<"SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == 1 ]]; do
    if ((SECONDS >= end)); then fail "the session that was to stay connected did not begin"; fi
    sleep 0.1
  done
  good "A session stays connected, and holds a lock on sales.t."
}

restore_shop() {
  title "Get it back"
  local start
  start=$(seconds_now)
  shield restore archive "$ARCHIVE" --wait --yes
  say_speed "$start" "$(shop_bytes)" "restored"
}

prove_shop() {
  title "Compare, with psql and pg_dump"
  database_state $SHOP >"$PLACE/shop-after"
  local rows
  rows=$(PGDATABASE=$SHOP ask_psql <<<'SELECT count(*) FROM pgbench_accounts')
  if [[ $rows != "$SHOP_ROWS" ]]; then fail "pgbench_accounts has $rows rows, $SHOP_ROWS were backed up"; fi
  if ! diff --unified=0 "$PLACE/shop-before" "$PLACE/shop-after"; then
    fail "what came back differs from what was lost"
  fi
  good "digests of all tables, large objects and sequences; owner, settings and rights; pg_dump -s: equal"
  good "$rows rows of pgbench_accounts"
}

shop_bytes() { ask_psql -v db=$SHOP <<<"SELECT pg_database_size(:'db')"; }

stop_postgres() {
  if [[ -n $SESSION_PID ]]; then kill "$SESSION_PID" 2>/dev/null || true; fi
  [[ -n $SERVER_PLACE && -d $SERVER_PLACE ]] || return 0
  deploy/systems/postgres.sh stop "$SERVER_PLACE/server" || true
  rm -rf "$SERVER_PLACE"
}
