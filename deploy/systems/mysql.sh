#!/usr/bin/env bash
# A private MariaDB server for the tests and the benchmarks, on a free port of loopback:
#
#   deploy/systems/mysql.sh start FOLDER    starts it, makes it if FOLDER holds none, prints the port
#   deploy/systems/mysql.sh kill FOLDER     kills it, as a power cut would
#   deploy/systems/mysql.sh stop FOLDER     ends it; its data stays
#
# FOLDER must lie where every user may look. The superuser is `root` at 127.0.0.1, its password the content of
# FOLDER/password; FOLDER/socket is the server's socket. With OWNER_PID set the server does not outlive that
# process. MYSQL_OPTIONS are given to it.
set -euo pipefail

START_TRIES=5
READY_TRIES=1200

main() {
  FOLDER=$(realpath -m "${2:?a folder is needed}")
  DATA=$FOLDER/data
  # Daemons are not in everybody's PATH.
  PATH=$PATH:/usr/sbin
  if ! command -v mariadbd >/dev/null; then fail "no MariaDB server is installed: make deps"; fi
  case ${1:-} in
    start) start_server ;;
    kill) kill_server ;;
    stop) stop_server ;;
    *) fail "start, kill or stop?" ;;
  esac
}

# The server refuses to be root.
as_owner() {
  if ((EUID == 0)); then
    setpriv --reuid=mysql --regid=mysql --clear-groups "$@"
  else
    "$@"
  fi
}

start_server() {
  if [[ ! -f $FOLDER/password ]]; then make_server; fi
  local try port=''
  if [[ -f $FOLDER/port ]]; then port=$(<"$FOLDER/port"); fi
  for ((try = 0; try < START_TRIES; try++)); do
    if [[ -z $port ]]; then port=$(free_port); fi
    if try_port "$port"; then
      echo "$port" >"$FOLDER/port"
      if [[ -n ${OWNER_PID:-} ]]; then watch_owner; fi
      echo "$port"
      return
    fi
    # Somebody took it meanwhile. A server that had a port before keeps it: others know it by that.
    if [[ ! -f $FOLDER/port ]]; then port=''; fi
  done
  tail -n 20 "$FOLDER/log.err" >&2
  fail "the server did not start"
}

make_server() {
  mkdir -p -m 711 "$FOLDER"
  if ((EUID == 0)); then chown mysql:mysql "$FOLDER"; fi
  # A server removes what it takes for left over in its folder for such files: in a common one that may be
  # another server's.
  as_owner mkdir -p "$FOLDER/tmp"
  if ! as_owner mariadb-install-db --no-defaults --datadir="$DATA" --tmpdir="$FOLDER/tmp" --skip-test-db \
    --auth-root-authentication-method=normal 2>&1 | as_owner tee "$FOLDER/install.log" >/dev/null; then
    tail -n 20 "$FOLDER/install.log" >&2
    fail "the server could not be made"
  fi
  local password
  password=$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')
  # Before anybody can reach it: the first start runs this, and nothing else has a password yet.
  as_owner tee "$FOLDER/init.sql" >/dev/null <<SQL
DELETE FROM mysql.global_priv WHERE User = 'root' AND Host NOT IN ('localhost', '127.0.0.1');
FLUSH PRIVILEGES;
ALTER USER root@localhost IDENTIFIED BY '$password';
CREATE OR REPLACE USER root@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
SQL
  echo "$password" | as_owner tee "$FOLDER/password" >/dev/null
  as_owner chmod 600 "$FOLDER/password" "$FOLDER/init.sql"
}

try_port() {
  local server try
  # shellcheck disable=SC2086 # the options are many words
  as_owner setsid mariadbd --no-defaults --datadir="$DATA" --tmpdir="$FOLDER/tmp" --port="$1" \
    --socket="$FOLDER/socket" --bind-address=127.0.0.1 --pid-file="$FOLDER/pid" \
    --log-error="$FOLDER/log.err" --skip-name-resolve --init-file="$FOLDER/init.sql" \
    --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=2 \
    --character-set-server=utf8mb4 ${MYSQL_OPTIONS:-} >/dev/null 2>&1 </dev/null &
  server=$!
  for ((try = 0; try < READY_TRIES; try++)); do
    if ! kill -0 "$server" 2>/dev/null; then return 1; fi
    if [[ -f $FOLDER/pid ]] && answers; then return 0; fi
    sleep 0.05
  done
  return 1
}

answers() {
  mariadb --defaults-extra-file=<(printf '[client]\npassword=%s\n' "$(<"$FOLDER/password")") \
    --user=root --socket="$FOLDER/socket" --execute='DO 1' >/dev/null 2>&1
}

free_port() {
  perl -MIO::Socket::INET -e \
    'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:0")->sockport'
}

# Ends the server with whoever asked for it, however that ends.
watch_owner() {
  local server
  server=$(<"$FOLDER/pid")
  setsid "$(dirname "$0")/end-with-owner.sh" "$OWNER_PID" "$server" KILL >/dev/null 2>&1 </dev/null &
}

kill_server() {
  local server
  server=$(<"$FOLDER/pid")
  kill -KILL "$server" 2>/dev/null || true
  while kill -0 "$server" 2>/dev/null; do sleep 0.02; done
  rm -f "$FOLDER/pid"
}

# It takes seconds to tidy up what the next start would find out as well.
stop_server() {
  if [[ -f $FOLDER/pid ]]; then kill_server; fi
}

fail() {
  echo "mysql: $1" >&2
  exit 1
}

main "$@"
