#!/usr/bin/env bash
# A private S3 server for the tests, Ceph's RADOS gateway, on a free port of loopback:
#
#   deploy/systems/ceph.sh start FOLDER         starts it, makes it anew if it does not run, prints the port
#   deploy/systems/ceph.sh kill-gateway FOLDER  kills the gateway alone; what is stored stays
#   deploy/systems/ceph.sh start-gateway FOLDER starts it again on the same port
#   deploy/systems/ceph.sh kill FOLDER          kills every process of it, as a power cut would
#   deploy/systems/ceph.sh stop FOLDER          ends it
#
# Objects are kept in memory, 3 GiB at most: they last as long as the server. The user `shield` may make
# buckets, `guest` may not; their keys are in FOLDER/NAME-key and FOLDER/NAME-secret. Buckets are served by
# host names below s3.localhost, too. With OWNER_PID set the server does not outlive that process.
set -euo pipefail

START_TRIES=3
READY_TRIES=600
STORED_BYTES_MAX=3221225472

main() {
  FOLDER=$(realpath -m "${2:?a folder is needed}")
  CONF=$FOLDER/ceph.conf
  if ! command -v radosgw >/dev/null; then fail "no RADOS gateway is installed: make deps"; fi
  case ${1:-} in
    start) start_server ;;
    kill-gateway) end_one KILL client.admin ;;
    start-gateway) start_gateway && cat "$FOLDER/port" ;;
    kill) end_all KILL ;;
    stop) end_all TERM ;;
    *) fail "start, kill-gateway, start-gateway, kill or stop?" ;;
  esac
}

start_server() {
  local try
  for ((try = 0; try < START_TRIES; try++)); do
    end_all KILL
    rm -rf "${FOLDER:?}"
    mkdir -p -m 700 "$FOLDER"
    mkdir -p "$FOLDER"/{mon,osd,mgr,run,log,rgw}
    # Somebody may take a port before its server does; then all of it is made again.
    if make_cluster >"$FOLDER/log/start" 2>&1 && start_gateway && make_users; then
      if [[ -n ${OWNER_PID:-} ]]; then watch_owner; fi
      cat "$FOLDER/port"
      return
    fi
  done
  tail -n 20 "$FOLDER/log/start" >&2
  fail "the server did not start"
}

make_cluster() {
  local mon2 mon1 gateway
  read -r mon2 mon1 gateway < <(free_ports 3)
  echo "$gateway" >"$FOLDER/port"
  local cluster disk
  cluster=$(</proc/sys/kernel/random/uuid)
  disk=$(</proc/sys/kernel/random/uuid)
  write_settings "$cluster" "$mon2" "$mon1" "$gateway"
  make_keys
  monmaptool --create --clobber --fsid "$cluster" --addv a "[v2:127.0.0.1:$mon2,v1:127.0.0.1:$mon1]" \
    "$FOLDER/monmap" &&
    ceph-mon --mkfs -i a --monmap "$FOLDER/monmap" --keyring "$FOLDER/keyring" -c "$CONF" &&
    ceph-mon -i a -c "$CONF" &&
    ceph -c "$CONF" --connect-timeout 20 osd new "$disk" &&
    ceph-osd -i 0 -c "$CONF" --mkfs --osd-uuid "$disk" &&
    ceph-osd -i 0 -c "$CONF" &&
    await 'ceph -c "$CONF" --connect-timeout 20 osd stat 2>/dev/null | grep -q "1 up"'
}

# The gateway insists on authentication towards the monitor; without it, it waits for ever.
make_keys() {
  local keyring=$FOLDER/keyring
  ceph-authtool --create-keyring "$keyring" --gen-key -n mon. --cap mon 'allow *'
  ceph-authtool "$keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' \
    --cap mgr 'allow *'
  ceph-authtool "$keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' \
    --cap mgr 'allow profile osd'
}

# $1: uuid of the cluster, $2 and $3: ports of the monitor, $4: port of the gateway.
write_settings() {
  cat >"$CONF" <<SETTINGS
[global]
fsid = $1
mon_host = [v2:127.0.0.1:$2/0,v1:127.0.0.1:$3/0]
mon_initial_members = a
auth_allow_insecure_global_id_reclaim = false
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
osd_max_pg_log_entries = 10
osd_objectstore = memstore
memstore_device_bytes = $STORED_BYTES_MAX
SETTINGS
  write_more_settings "$4"
}

# $1: port of the gateway.
write_more_settings() {
  cat >>"$CONF" <<SETTINGS
mon_allow_pool_size_one = true
mon_data_avail_crit = 1
mon_data_avail_warn = 2
mon_data = $FOLDER/mon
osd_data = $FOLDER/osd
mgr_data = $FOLDER/mgr
rgw_data = $FOLDER/rgw
run_dir = $FOLDER/run
admin_socket = $FOLDER/run/\$name.asok
pid_file = $FOLDER/run/\$name.pid
log_file = $FOLDER/log/\$name.log
mon_cluster_log_file = $FOLDER/log/cluster.log
keyring = $FOLDER/keyring
rgw_frontends = beast endpoint=127.0.0.1:$1
rgw_dns_name = s3.localhost
osd_client_watch_timeout = 1
osd_default_notify_timeout = 1
rgw_enable_usage_log = false
rgw_run_sync_thread = false
rgw_thread_pool_size = 64
rgw_gc_obj_min_wait = 1
rgw_gc_processor_period = 2
rgw_gc_processor_max_time = 2
rgw_crypt_require_ssl = false
rgw_crypt_s3_kms_backend = testing
rgw_crypt_s3_kms_encryption_keys = tests=$(head -c 32 /dev/urandom | base64)
SETTINGS
}

start_gateway() {
  local log=$FOLDER/log/start
  # Beyond a minute something is wrong; it would wait on.
  timeout 60 radosgw -c "$CONF" -n client.admin >>"$log" 2>&1 </dev/null &&
    await 'curl -s -o /dev/null "http://127.0.0.1:$(<"$FOLDER/port")/"'
}

make_users() {
  make_user shield 1000 && make_user guest -1
}

# $1: a name, $2: how many buckets it may make, -1 for none.
make_user() {
  random_word >"$FOLDER/$1-key"
  random_word >"$FOLDER/$1-secret"
  radosgw-admin -c "$CONF" user create --uid="$1" --display-name="$1" --max-buckets="$2" \
    --access-key="$(<"$FOLDER/$1-key")" --secret-key="$(<"$FOLDER/$1-secret")" >>"$FOLDER/log/start" 2>&1
}

random_word() {
  head -c 15 /dev/urandom | base64 | tr '+/' 'xy'
}

free_ports() {
  perl -MIO::Socket::INET -e '
    my @held = map { IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:0") } 1 .. shift;
    print join(" ", map { $_->sockport } @held), "\n"' "$1"
}

# $1: what must come true.
await() {
  local try
  for ((try = 0; try < READY_TRIES; try++)); do
    if eval "$1"; then return; fi
    sleep 0.05
  done
  return 1
}

# Ends the server with whoever asked for it, however that ends.
watch_owner() {
  setsid bash -c '
    while kill -0 "$1" 2>/dev/null && [[ -d $2/run ]]; do sleep 0.5; done
    if [[ -x $3 ]]; then OWNER_PID= "$3" kill "$2"; fi
    if ! kill -0 "$1" 2>/dev/null; then rm -rf "$2"; fi' \
    watch "$OWNER_PID" "$FOLDER" "$(realpath "$0")" >/dev/null 2>&1 </dev/null &
}

end_all() {
  local name
  for name in client.admin osd.0 mon.a; do end_one "$1" "$name"; done
}

# $1: a signal, $2: which of the three.
end_one() {
  local file=$FOLDER/run/$2.pid pid
  if [[ ! -s $file ]]; then return; fi
  pid=$(<"$file")
  # The number may be somebody else's by now.
  if ! tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$CONF"; then return; fi
  kill "-$1" "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do sleep 0.02; done
}

fail() {
  echo "ceph: $1" >&2
  exit 1
}

main "$@"
