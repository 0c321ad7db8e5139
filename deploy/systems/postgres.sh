#!/usr/bin/env bash
# A private PostgreSQL server for the demo, the tests and the benchmarks, on a free port of loopback:
#
#   deploy/systems/postgres.sh start FOLDER    starts it, makes it if FOLDER holds none, prints the port
#   deploy/systems/postgres.sh kill FOLDER     kills every process of it, as a power cut would
#   deploy/systems/postgres.sh stop FOLDER     ends it; its data stays
#
# FOLDER must lie where every user may look. The superuser is `postgres`, its password the content of
# FOLDER/password. With OWNER_PID set the server does not outlive that process. PG_OPTIONS are given to it.
set -euo pipefail

START_TRIES=5

main() {
  FOLDER=$(realpath -m "${2:?a folder is needed}")
  DATA=$FOLDER/data
  BIN=$(find_programs)
  case ${1:-} in
    start) start_server ;;
    kill) kill_server ;;
    stop) stop_server ;;
    *) fail "start, kill or stop?" ;;
  esac
}

# The newest server of the distribution, or whichever is in PATH.
find_programs() {
  local found
  found=$(find /usr/lib/postgresql -maxdepth 3 -name initdb -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)
  if [[ -z $found ]]; then found=$(dirname "$(command -v initdb || echo none/none)"); fi
  if [[ ! -x $found/initdb ]]; then fail "no PostgreSQL server is installed: make deps"; fi
  echo "$found"
}

# The server refuses to be root.
as_owner() {
  if ((EUID == 0)); then
    setpriv --reuid=postgres --regid=postgres --clear-groups env LANG=C.UTF-8 HOME="$FOLDER" "$@"
  else
    LANG=C.UTF-8 "$@"
  fi
}

start_server() {
  if [[ ! -d $DATA ]]; then make_server; fi
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
  tail -n 20 "$FOLDER/log" >&2
  fail "the server did not start"
}

make_server() {
  mkdir -p -m 700 "$FOLDER"
  if ((EUID == 0)); then chown postgres:postgres "$FOLDER"; fi
  head -c 18 /dev/urandom | base64 | tr '+/' '-_' | as_owner tee "$FOLDER/password" >/dev/null
  as_owner chmod 600 "$FOLDER/password"
  as_owner "$BIN/initdb" -D "$DATA" -U postgres --auth=scram-sha-256 --pwfile="$FOLDER/password" \
    -E UTF8 --no-sync >/dev/null
}

try_port() {
  as_owner "$BIN/pg_ctl" -D "$DATA" -w -l "$FOLDER/log" start >/dev/null 2>&1 </dev/null -o \
    "-c listen_addresses=127.0.0.1 -p $1 -c unix_socket_directories= -c fsync=off ${PG_OPTIONS:-}"
}

free_port() {
  perl -MIO::Socket::INET -e \
    'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:0")->sockport'
}

# Ends the server with whoever asked for it, however that ends.
watch_owner() {
  local server
  server=$(head -n 1 "$DATA/postmaster.pid")
  setsid "$(dirname "$0")/end-with-owner.sh" "$OWNER_PID" "$server" INT >/dev/null 2>&1 </dev/null &
}

# Its children first see that their parent is gone, and end by themselves.
kill_server() {
  local server children
  server=$(head -n 1 "$DATA/postmaster.pid")
  children=$(pgrep -P "$server" || true)
  # shellcheck disable=SC2086 # one argument for each
  kill -KILL "$server" $children 2>/dev/null || true
  while kill -0 "$server" 2>/dev/null; do sleep 0.02; done
}

stop_server() {
  as_owner "$BIN/pg_ctl" -D "$DATA" -m immediate -w stop >/dev/null 2>&1 || true
}

fail() {
  echo "postgres: $1" >&2
  exit 1
}

main "$@"
