#!/usr/bin/env bash
# Makes a page of HTML from coverage. With the name of a room (Domain, Api/Endpoints) it runs that room's
# tests and shows that room; without one it shows what `make coverage` has collected.
set -euo pipefail
cd "$(dirname "$0")/.."

main() {
  dotnet tool restore >/dev/null
  if [[ -n ${1:-} ]]; then
    report_room "$1"
  else
    write_page artifacts/coverage '+Shield.*;+shield*;+fs;-*.Tests'
  fi
}

report_room() {
  local project assembly tests folder
  project=$(find_project "$1")
  assembly=$(sed -n 's/.*<AssemblyName>\(.*\)<\/AssemblyName>.*/\1/p' "$project")
  tests=tests/$(basename "$project" .csproj).Tests
  if [[ ! -d $tests ]]; then fail "$1 has no tests of its own ($tests)"; fi

  folder=artifacts/coverage-$(basename "$project" .csproj)
  rm -rf "$folder"
  dotnet test --project "$tests" -c Release --results-directory "$folder" \
    --coverage --coverage-output-format cobertura
  write_page "$folder" "+$assembly"
}

# A room by its folder, or by the last part of it where that is enough.
find_project() {
  local -a found
  mapfile -t found < <(find . -name "$(basename "$1").csproj" -path "*/$1/*" -not -path './tests/*')
  if ((${#found[@]} != 1)); then
    fail "there are ${#found[@]} rooms called $1: say FOR=Domain or FOR=Api/Client"
  fi
  echo "${found[0]#./}"
}

write_page() {
  dotnet tool run reportgenerator -- "-reports:$1/**/*.cobertura.xml" "-targetdir:$1/html" \
    -reporttypes:'Html;TextSummary' "-assemblyfilters:$2" '-filefilters:-*/artifacts/obj/*' -verbosity:Warning
  sed -n '/Line coverage/p; /Branch coverage/p' "$1/html/Summary.txt"
  echo "report: file://$PWD/$1/html/index.html"
}

fail() {
  echo "report: $1" >&2
  exit 1
}

main "$@"
