#!/usr/bin/env bash
# A private Redis server for the tests, on a free port of loopback:
#
#   deploy/systems/redis.sh start FOLDER    starts it, makes it if FOLDER holds none, prints the port
#   deploy/systems/redis.sh kill FOLDER     kills every process of it, as a power cut would
#   deploy/systems/redis.sh stop FOLDER     ends it without saving
#
# Its password is the content of FOLDER/password; its data lies in FOLDER/data. It answers within a second,
# and again on the same port when it is started again. With OWNER_PID set it does not outlive that process.
# REDIS_OPTIONS are given to it; they are words parted by blanks.
set -euo pipefail

START_TRIES=5
ANSWER_TRIES=600

main() {
  FOLDER=$(realpath -m "${2:?a folder is needed}")
  if ! command -v redis-server >/dev/null; then fail "no Redis server is installed: make deps"; fi
  case ${1:-} in
    start) start_server ;;
    kill) kill_server KILL ;;
    stop) kill_server TERM ;;
    *) fail "start, kill or stop?" ;;
  esac
}

# It has no need of root, and its files are the tests' own when they have none either.
as_owner() {
  if ((EUID == 0)); then
    setpriv --reuid=redis --regid=redis --clear-groups env LANG=C.UTF-8 HOME="$FOLDER" "$@"
  else
    LANG=C.UTF-8 "$@"
  fi
}

start_server() {
  if [[ ! -d $FOLDER/data ]]; then make_server; fi
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
  mkdir -p "$FOLDER"
  if ((EUID == 0)); then chown redis:redis "$FOLDER"; fi
  as_owner mkdir -m 700 "$FOLDER/data"
  head -c 18 /dev/urandom | base64 | tr '+/' '-_' | as_owner tee "$FOLDER/password" >/dev/null
  as_owner chmod 600 "$FOLDER/password"
}

# Its settings come through a pipe, since its password is one of them.
try_port() {
  local tries
  # shellcheck disable=SC2046 # a word for each
  printf '%s\n' "port $1" "bind 127.0.0.1" "dir $FOLDER/data" "requirepass $(<"$FOLDER/password")" \
    "pidfile $FOLDER/pid" "logfile $FOLDER/log" "daemonize yes" "enable-debug-command yes" \
    "repl-diskless-sync-delay 0" "save \"\"" |
    as_owner redis-server - $(printf '%s' "${REDIS_OPTIONS:-}") >/dev/null
  for ((tries = 0; tries < ANSWER_TRIES; tries++)); do
    if [[ -s $FOLDER/pid ]] && ! kill -0 "$(<"$FOLDER/pid")" 2>/dev/null; then return 1; fi
    if answers "$1"; then return; fi
    sleep 0.05
  done
  return 1
}

answers() {
  [[ $(REDISCLI_AUTH=$(<"$FOLDER/password") redis-cli -p "$1" PING 2>/dev/null) == PONG ]]
}

free_port() {
  perl -MIO::Socket::INET -e \
    'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:0")->sockport'
}

# Ends the server with whoever asked for it, however that ends.
watch_owner() {
  setsid "$(dirname "$0")/end-with-owner.sh" "$OWNER_PID" "$(<"$FOLDER/pid")" KILL \
    >/dev/null 2>&1 </dev/null &
}

# $1: a signal. A child that saves goes with it.
kill_server() {
  local server
  if [[ ! -s $FOLDER/pid ]]; then return; fi
  server=$(<"$FOLDER/pid")
  if [[ $(ps -o comm= -p "$server") != redis-server ]]; then return; fi
  # shellcheck disable=SC2046 # one argument for each
  kill "-$1" "$server" $(pgrep -P "$server") 2>/dev/null || true
  while is_running "$server"; do sleep 0.02; done
  rm -f "$FOLDER/pid"
}

# One that has ended may still be listed, until its parent has looked.
is_running() { [[ $(ps -o stat= -p "$1") == [!Z]* ]]; }

fail() {
  echo "redis: $1" >&2
  exit 1
}

main "$@"
