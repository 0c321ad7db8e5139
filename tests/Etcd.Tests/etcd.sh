#!/usr/bin/env bash
# A private etcd for the tests, on free ports of loopback, over TLS and with users:
#
#   tests/Etcd.Tests/etcd.sh start FOLDER    makes and starts it, prints the port; what was stopped is
#                                            started again, on the same port and with its data
#   tests/Etcd.Tests/etcd.sh stop FOLDER     kills it
#
# FOLDER/password is that of root and of the user `reader`, who may read below /reader/; FOLDER/ca.pem vouches
# for it. With OWNER_PID set it does not outlive that process. It takes fewer changes in a transaction than
# most, so that a plugin has to heed that.
set -euo pipefail

START_TRIES=5
ANSWER_TRIES=300
TXN_OPS_MAX=100

main() {
  FOLDER=$(realpath -m "${2:?a folder is needed}")
  if ! command -v etcd >/dev/null || ! command -v etcdctl >/dev/null; then
    fail "etcd is not installed: apt-get install etcd-server etcd-client"
  fi
  case ${1:-} in
    start) start_server ;;
    stop) stop_server ;;
    *) fail "start or stop?" ;;
  esac
}

start_server() {
  if [[ -s $FOLDER/ports ]]; then start_again; return; fi
  mkdir -p -m 700 "$FOLDER"
  head -c 18 /dev/urandom | base64 | tr '+/' '-_' >"$FOLDER/password"
  make_certificates 2>"$FOLDER/openssl.log"
  local try port peer
  for ((try = 0; try < START_TRIES; try++)); do
    port=$(free_port) peer=$(free_port)
    rm -rf "$FOLDER/data"
    if try_ports "$port" "$peer"; then
      make_users "$port" >"$FOLDER/users.log"
      echo "$port $peer" >"$FOLDER/ports"
      echo "$port"
      return
    fi
    stop_server
  done
  tail -n 20 "$FOLDER/log" >&2
  fail "the server did not start"
}

start_again() {
  local port peer
  read -r port peer <"$FOLDER/ports"
  try_ports "$port" "$peer" || fail "the server did not start again: $(tail -n 20 "$FOLDER/log")"
  echo "$port"
}

make_certificates() {
  local key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
  cd "$FOLDER"
  openssl req -x509 "${key[@]}" -keyout ca.key -out ca.pem -subj /CN=authority -days 2
  openssl req -x509 "${key[@]}" -keyout other.key -out other.pem -subj /CN=other -days 2
  openssl req "${key[@]}" -keyout server.key -out server.csr -subj /CN=server
  openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 \
    -extfile <(echo subjectAltName=IP:127.0.0.1) -out server.pem
}

# $1: the port for clients, $2: the port for members
try_ports() {
  local tries
  setsid etcd --data-dir "$FOLDER/data" --max-txn-ops "$TXN_OPS_MAX" --bcrypt-cost 4 \
    --listen-client-urls "https://127.0.0.1:$1" --advertise-client-urls "https://127.0.0.1:$1" \
    --listen-peer-urls "http://127.0.0.1:$2" --initial-advertise-peer-urls "http://127.0.0.1:$2" \
    --initial-cluster "default=http://127.0.0.1:$2" \
    --cert-file "$FOLDER/server.pem" --key-file "$FOLDER/server.key" >"$FOLDER/log" 2>&1 </dev/null &
  echo $! >"$FOLDER/pid"
  if [[ -n ${OWNER_PID:-} ]]; then watch_owner; fi
  for ((tries = 0; tries < ANSWER_TRIES; tries++)); do
    if ! kill -0 "$(<"$FOLDER/pid")" 2>/dev/null; then return 1; fi
    if [[ $(curl -s --cacert "$FOLDER/ca.pem" "https://127.0.0.1:$1/health") == *true* ]]; then return; fi
    sleep 0.05
  done
  return 1
}

make_users() {
  # What somebody has set for a cluster of their own is not for this one.
  unset "${!ETCDCTL_@}"
  local ctl=(etcdctl --endpoints "https://127.0.0.1:$1" --cacert "$FOLDER/ca.pem")
  "${ctl[@]}" user add root --interactive=false <"$FOLDER/password"
  "${ctl[@]}" user grant-role root root
  "${ctl[@]}" role add reader
  "${ctl[@]}" role grant-permission reader --prefix=true read /reader/
  "${ctl[@]}" user add reader --interactive=false <"$FOLDER/password"
  "${ctl[@]}" user grant-role reader reader
  "${ctl[@]}" auth enable
}

free_port() {
  perl -MIO::Socket::INET -e \
    'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:0")->sockport'
}

# Ends the server with whoever asked for it, however that ends.
watch_owner() {
  setsid "$(dirname "$0")/../../deploy/systems/end-with-owner.sh" "$OWNER_PID" "$(<"$FOLDER/pid")" KILL \
    >/dev/null 2>&1 </dev/null &
}

stop_server() {
  local server
  if [[ ! -s $FOLDER/pid ]]; then return; fi
  server=$(<"$FOLDER/pid")
  if [[ $(ps -o comm= -p "$server") == etcd ]]; then
    kill -KILL "$server" 2>/dev/null || true
    while [[ $(ps -o stat= -p "$server") == [!Z]* ]]; do sleep 0.02; done
  fi
  rm -f "$FOLDER/pid"
}

fail() {
  echo "etcd: $1" >&2
  exit 1
}

main "$@"
