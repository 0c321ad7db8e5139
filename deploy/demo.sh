#!/usr/bin/env bash
# Shows the main job: starts the service, backs up a real folder, destroys it, restores it, and compares with
# tools that are not ours; then the same with a PostgreSQL database where the server's programs are installed.
# ONCE=1 ends it there and leaves nothing; otherwise the service stays until Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/.."

source deploy/demo/say.sh
source deploy/demo/place.sh
source deploy/demo/service.sh
source deploy/demo/tree.sh
source deploy/demo/compare.sh
source deploy/demo/files.sh
source deploy/demo/database.sh
source deploy/demo/postgres.sh

main() {
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM

  make_place
  start_service
  demo_files
  demo_postgres

  say_done
  if [[ ${ONCE:-} != 1 ]]; then stay; fi
}

# Everything the demo made lies in one folder, and one process is its own.
clean_up() {
  local status=$?
  trap - EXIT INT TERM
  stop_service
  stop_postgres
  if ((status != 0 && status < 128)) && [[ -s ${SERVICE_LOG:-} ]]; then
    echo "The last lines of the service:" >&2
    tail -n 20 "$SERVICE_LOG" >&2
  fi
  remove_place
  exit "$status"
}

stay() {
  title "Look around"
  note "The service runs until Ctrl-C. In another terminal, in this folder:"
  shell "export SHIELD_API=$SHIELD_API"
  shell "dist/shield list jobs"
  shell "dist/shield list archives"
  shell "dist/shield run job photos-nightly --wait"
  shell "curl -s $SHIELD_API/v1/archives | jq"
  if [[ -n $SERVER_PLACE ]]; then
    shell "PGPASSFILE=$PGPASSFILE psql -h $PGHOST -p $PGPORT -U $PGUSER $SHOP"
  fi
  note "Its state lies in $SHIELD_HOME, the folder it backs up in $PHOTOS."
  note "Ctrl-C ends the service and removes all of it."
  trap 'exit 0' INT TERM
  wait "$SERVICE_PID" || fail "the service ended by itself"
}

main
