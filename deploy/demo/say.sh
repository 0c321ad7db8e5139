# How the demo speaks: titles, notes, the commands it runs. Colour only for people.

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  BOLD=$'\e[1m' DIM=$'\e[2m' GREEN=$'\e[32m' RED=$'\e[31m' BLUE=$'\e[34m' PLAIN=$'\e[0m'
else
  BOLD='' DIM='' GREEN='' RED='' BLUE='' PLAIN=''
fi

title() { printf '\n%s%s%s\n' "$BOLD" "$1" "$PLAIN"; }

note() { printf '  %s\n' "$1"; }

good() { printf '  %s✔%s %s\n' "$GREEN" "$PLAIN" "$1"; }

shell() { printf '  %s$ %s%s\n' "$BLUE" "$1" "$PLAIN"; }

# What another program prints, moved in by the same margin; its exit code stays its own.
quote() {
  local status=0
  { "$@" 2>&1 || status=$?; } > >(sed "s/^/    $DIM/; s/\$/$PLAIN/")
  wait $! || true
  return "$status"
}

# The command line of the product, shown as a person would type it.
shield() {
  local word typed=shield
  for word in "$@"; do
    if [[ $word == *[^A-Za-z0-9_./:=%+@-]* ]]; then word=${word@Q}; fi
    typed+=" $word"
  done
  shell "$typed"
  if ! quote dist/shield "$@"; then fail "shield $1 $2 failed: the reason is above"; fi
}

fail() {
  printf '\n%s%s✘ THE DEMO FAILED: %s%s\n' "$BOLD" "$RED" "$1" "$PLAIN" >&2
  exit 1
}

seconds_now() { printf '%s' "${EPOCHREALTIME/,/.}"; }

# $3 has been done since the moment $1, with $2 bytes: how long it took, and how fast that is.
say_speed() {
  good "$3 in $(awk -v from="$1" -v to="$(seconds_now)" -v bytes="$2" \
    'BEGIN { seconds = to - from; printf "%.1f s, %.0f MB/s", seconds, bytes / seconds / 1e6 }')"
}

say_done() {
  title "Done"
  good "What was backed up came back equal, as tools say that are not ours."
}
