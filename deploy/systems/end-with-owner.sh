#!/usr/bin/env bash
# Ends a server with whoever asked for it, however that ends:
#
#   deploy/systems/end-with-owner.sh OWNER SERVER SIGNAL    two numbers, and what ends the second
#
# Numbers are given again, of threads too: a server that has ended by itself is told from whoever has its
# number now by when it began.
set -uo pipefail

# Field 22 of /proc/PID/stat, see proc(5); no server has a blank in its name.
began() {
  local -a stat=()
  { read -ra stat <"/proc/$1/stat"; } 2>/dev/null
  echo "${stat[21]:-}"
}

main() {
  local owner=$1 server=$2 signal=$3 since
  since=$(began "$server")
  if [[ -z $since ]]; then return; fi
  while kill -0 "$owner" 2>/dev/null && [[ $(began "$server") == "$since" ]]; do sleep 0.5; done
  if [[ $(began "$server") == "$since" ]]; then kill "-$signal" "$server"; fi
}

main "$@"
