#!/usr/bin/env bash
# Runs the tests of races (trait Category=Race) again and again while every processor is kept busy, so that
# they meet in orders that a quiet machine never shows. RUNS says how often.
set -euo pipefail
cd "$(dirname "$0")/.."

RUNS=${RUNS:-10}
LOAD=()

main() {
  trap stop_load EXIT
  dotnet build Shield.Orleans.sln -c Release -v quiet
  local -a programs
  mapfile -t programs < <(programs_with_races)
  if ((${#programs[@]} == 0)); then
    echo "race: no test carries the trait Category=Race" >&2
    exit 1
  fi

  start_load
  local run program
  for ((run = 1; run <= RUNS; run++)); do
    for program in "${programs[@]}"; do
      echo "race: run $run of $RUNS, ${program##*/}"
      "$program" --filter-trait Category=Race --no-progress --results-directory artifacts/race
    done
  done
  echo "race: $RUNS runs, no failure"
}

# Test programs that list at least one such test.
programs_with_races() {
  local program
  for program in artifacts/bin/*.Tests/release/Shield.*.Tests; do
    if "$program" --list-tests --filter-trait Category=Race 2>/dev/null | grep -q '^  Shield\.'; then
      echo "$program"
    fi
  done
}

start_load() {
  local processor
  for ((processor = 0; processor < $(nproc); processor++)); do
    (while :; do :; done) &
    LOAD+=("$!")
  done
}

stop_load() {
  if ((${#LOAD[@]} > 0)); then kill "${LOAD[@]}" 2>/dev/null || true; fi
}

main
