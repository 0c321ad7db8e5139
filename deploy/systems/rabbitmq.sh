#!/usr/bin/env bash
# A private RabbitMQ node with its management API for the tests, on free ports of loopback:
#
#   deploy/systems/rabbitmq.sh start FOLDER    starts it, makes it if FOLDER holds none, prints four ports:
#                                              of the API, of AMQP, and of both with TLS
#   deploy/systems/rabbitmq.sh kill FOLDER     kills every process of it, as a power cut would
#   deploy/systems/rabbitmq.sh stop FOLDER     ends it; its data stays
#
# FOLDER must lie where every user may look. The administrator is `shield`, the password the content of
# FOLDER/password; FOLDER/ca.pem vouches for 127.0.0.1 and localhost. With OWNER_PID set the node does not
# outlive that process.
set -euo pipefail

START_TRIES=3
START_SECONDS=60

main() {
  FOLDER=$(realpath -m "${2:?a folder is needed}")
  SBIN=$(find /usr/lib/rabbitmq/lib -maxdepth 2 -name sbin 2>/dev/null | sort -V | tail -n 1)
  if [[ ! -x $SBIN/rabbitmq-server ]]; then fail "no RabbitMQ server is installed: make deps"; fi
  case ${1:-} in
    start) start_node ;;
    kill) end_node KILL ;;
    stop) end_node TERM ;;
    *) fail "start, kill or stop?" ;;
  esac
}

# The wrapper of the distribution goes through su, and keeps everything in folders of its own.
as_owner() {
  local -a become=()
  if ((EUID == 0)); then become=(setpriv --reuid=rabbitmq --regid=rabbitmq --clear-groups); fi
  "${become[@]}" env HOME="$FOLDER/home" LC_ALL=C.UTF-8 RABBITMQ_NODENAME="$NODE@localhost" \
    RABBITMQ_MNESIA_BASE="$FOLDER/data" RABBITMQ_LOG_BASE="$FOLDER/log" RABBITMQ_PID_FILE="$FOLDER/pid" \
    RABBITMQ_CONFIG_FILE="$FOLDER/rabbitmq.conf" RABBITMQ_CONF_ENV_FILE=/dev/null \
    RABBITMQ_ENABLED_PLUGINS_FILE="$FOLDER/plugins" RABBITMQ_DIST_PORT="$DIST_PORT" \
    ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 ERL_CRASH_DUMP=/dev/null \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='+S 1:1 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}' "$@"
}

start_node() {
  if [[ ! -f $FOLDER/password ]]; then make_folder; fi
  local try
  for ((try = 0; try < START_TRIES; try++)); do
    # A node that had ports before keeps them: its data lies under its name, and others know it by them.
    if [[ -f $FOLDER/ports ]]; then cp "$FOLDER/ports" "$FOLDER/new"; else free_ports >"$FOLDER/new"; fi
    read -r API_PORT AMQP_PORT APIS_PORT AMQPS_PORT DIST_PORT EPMD_PORT <"$FOLDER/new"
    NODE=shield$EPMD_PORT
    if try_ports; then
      mv "$FOLDER/new" "$FOLDER/ports"
      if [[ -n ${OWNER_PID:-} ]]; then watch_owner; fi
      echo "$API_PORT $AMQP_PORT $APIS_PORT $AMQPS_PORT"
      return
    fi
    end_node KILL
  done
  tail -n 20 "$FOLDER"/log/*.log "$FOLDER/said" >&2 || true
  fail "the node did not start"
}

make_folder() {
  mkdir -p -m 700 "$FOLDER" "$FOLDER/home" "$FOLDER/data" "$FOLDER/log"
  head -c 18 /dev/urandom | base64 | tr '+/' '-_' >"$FOLDER/password"
  head -c 18 /dev/urandom | base64 | tr '+/' '-_' >"$FOLDER/home/.erlang.cookie"
  echo '[rabbitmq_management,rabbitmq_shovel].' >"$FOLDER/plugins"
  make_certificate
  chmod 400 "$FOLDER/home/.erlang.cookie"
  chmod 600 "$FOLDER/password"
}

make_certificate() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=shield tests' -keyout "$FOLDER/ca.key" \
    -out "$FOLDER/ca.pem" 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout "$FOLDER/key.pem" \
    -out "$FOLDER/csr" 2>/dev/null
  echo 'subjectAltName = DNS:localhost, IP:127.0.0.1' |
    openssl x509 -req -in "$FOLDER/csr" -CA "$FOLDER/ca.pem" -CAkey "$FOLDER/ca.key" -days 2 -CAcreateserial \
      -extfile /dev/stdin -out "$FOLDER/cert.pem" 2>/dev/null
}

try_ports() {
  write_settings >"$FOLDER/rabbitmq.conf"
  if ((EUID == 0)); then chown -R rabbitmq:rabbitmq "$FOLDER"; fi
  as_owner setsid "$SBIN/rabbitmq-server" >"$FOLDER/said" 2>&1 </dev/null &
  local server=$! second
  for ((second = 0; second < START_SECONDS * 10; second++)); do
    if ! kill -0 "$server" 2>/dev/null; then return 1; fi
    if ask_api; then return; fi
    sleep 0.1
  done
  return 1
}

write_settings() {
  cat <<SETTINGS
listeners.tcp.1 = 127.0.0.1:$AMQP_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $API_PORT
listeners.ssl.1 = 127.0.0.1:$AMQPS_PORT
management.ssl.ip = 127.0.0.1
management.ssl.port = $APIS_PORT
$(tls_settings ssl_options)
$(tls_settings management.ssl)
default_user = shield
default_pass = $(<"$FOLDER/password")
collect_statistics_interval = 1000
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 1GB
SETTINGS
}

tls_settings() {
  printf "$1.%s\n" "cacertfile = $FOLDER/ca.pem" "certfile = $FOLDER/cert.pem" "keyfile = $FOLDER/key.pem"
}

# The password goes by standard input, which no other user can read.
ask_api() {
  curl -sf -o "$FOLDER/answer" -K - <<<"user = \"shield:$(<"$FOLDER/password")\"
url = \"http://127.0.0.1:$API_PORT/api/health/checks/port-listener/$AMQP_PORT\"" 2>/dev/null
}

free_ports() {
  perl -MIO::Socket::INET -e 'my @s = map { IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:0") }
    1 .. 6; print join(" ", map { $_->sockport } @s), "\n"'
}

# Ends the node with whoever asked for it, however that ends.
watch_owner() {
  setsid bash -c 'while kill -0 "$1" 2>/dev/null && [[ -f $2/ports ]]; do sleep 0.5; done
    if [[ -d $2 ]]; then exec "$3" kill "$2"; fi' \
    watch "$OWNER_PID" "$FOLDER" "$(realpath "$0")" >/dev/null 2>&1 </dev/null &
}

# Everything that works in the folder: the server, its helpers, and the port mapper, which nothing else ends.
processes_of() {
  { grep -lzsxF "HOME=$FOLDER/home" /proc/[0-9]*/environ || true; } | cut -d / -f 3
}

end_node() {
  local -a all
  mapfile -t all < <(processes_of)
  if [[ $1 == TERM && -f $FOLDER/pid ]]; then
    kill -TERM "$(<"$FOLDER/pid")" 2>/dev/null || true
    while kill -0 "$(cat "$FOLDER/pid" 2>/dev/null || echo none)" 2>/dev/null; do sleep 0.05; done
  fi
  if ((${#all[@]} > 0)); then kill -KILL "${all[@]}" 2>/dev/null || true; fi
  while [[ -n $(processes_of) ]]; do sleep 0.05; done
  rm -f "$FOLDER/pid"
}

fail() {
  echo "rabbitmq: $1" >&2
  exit 1
}

main "$@"
