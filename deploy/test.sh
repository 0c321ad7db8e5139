#!/usr/bin/env bash
# Runs test programs that are built, the longest beside two others at any time from the beginning on: run in
# their turn it would be the last, alone, for minutes.
#
#   deploy/test.sh LONGEST OTHERS [OPTION …]    OTHERS as dotnet test --test-modules takes them
set -uo pipefail

main() {
  local longest=${1:?which is the longest?} others=${2:?which others?} status=0
  shift 2
  log=$(mktemp)
  "$longest" --no-ansi "$@" >"$log" 2>&1 </dev/null &
  running=$!
  # It would not hear of Ctrl+C, and run on.
  trap 'kill $running 2>/dev/null; rm -f "$log"' EXIT

  dotnet test --max-parallel-test-modules 2 --test-modules "$others" "$@" || status=1
  wait "$running" || status=1
  running=''
  cat "$log"
  return $status
}

main "$@"
