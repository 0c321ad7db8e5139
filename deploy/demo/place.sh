# Where the demo lives: one private folder for all it makes, on a file system that can hold it.

PLACE=''
NEEDED_MIB=3000

make_place() {
  local parent
  for parent in "${TMPDIR:-/tmp}" /var/tmp "$PWD/artifacts"; do
    if [[ -d $parent && -w $parent ]] && has_room "$parent" && keeps_attributes "$parent"; then
      PLACE=$(mktemp -d "$parent/shield-demo.XXXXXX")
      export SHIELD_HOME=$PLACE/home
      PHOTOS=$PLACE/photos
      KEPT=$PLACE/kept
      return
    fi
  done
  fail "no folder with $NEEDED_MIB MiB free that keeps extended attributes; set TMPDIR to one"
}

has_room() {
  (($(df --output=avail -m "$1" | tail -n 1) >= NEEDED_MIB))
}

keeps_attributes() {
  local probe kept=0
  probe=$(mktemp "$1/shield-demo-probe.XXXXXX")
  setfattr -n user.shield -v yes "$probe" 2>/dev/null || kept=1
  rm -f "$probe"
  return "$kept"
}

# Folders without permission to write are part of what is backed up.
remove_place() {
  [[ -n $PLACE && -d $PLACE ]] || return 0
  find "$PLACE" -type d ! -perm -u+rwx -exec chmod u+rwx {} +
  rm -rf "$PLACE"
}
