# Runs a command, and fails if it ever had more in memory than it may; it is asked as long as it lives.
# $1: how much it may, in MiB; then the command.
peak() {
  local most=$(($1 * 1024)) kib=0 now process
  shift
  "$@" <&0 & process=$!
  while now=$(awk '/^VmHWM:/ { print $2 }' "/proc/$process/status" 2>/dev/null) && [[ $now ]]; do
    kib=$now
    sleep 0.05
  done
  wait $process
  ((kib > 1024 && kib < most)) || { echo "$* took $kib KiB, $most at most" >&2; return 99; }
}
