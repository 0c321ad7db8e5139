# The demo of files: make a folder, back it up, destroy it, restore it, compare.

demo_files() {
  make_photos
  define_backup
  back_up_photos
  destroy_photos
  restore_photos
  prove_photos
}

make_photos() {
  title "Make a folder worth keeping"
  make_tree "$PHOTOS"
  PHOTOS_BYTES=$(bytes_on_disk "$PHOTOS")
  note "$(find "$PHOTOS" -printf . | wc -c) things, $((PHOTOS_BYTES / 1000000)) MB of data in $PHOTOS:"
  note "names that are no UTF-8 and names of two lines, hard and symbolic links, modes, access lists,"
  note "extended attributes, times to the nanosecond, an empty file, a sparse file, a named pipe."
  cp -a "$PHOTOS" "$KEPT"
  fingerprint "$PHOTOS" "$PLACE/fingerprint-before"
  good "Fingerprint taken with find, getfattr and sha256sum; a copy kept aside with cp -a."
}

define_backup() {
  title "Say what is backed up, where to, when, and for how long"
  mkdir -p "$PLACE/blobs"
  shield create target --name photos --plugin fs --agent "$SHIELD_AGENT" --set "base_dir=$PHOTOS"
  shield create store --name blobs --plugin fs --set "base_dir=$PLACE/blobs"
  shield create schedule --name nightly --when 'daily 4am'
  shield create retention policy --name month --expires 30d
  shield create job --name photos-nightly --target photos --store blobs --schedule nightly \
    --retention-policy month
}

back_up_photos() {
  title "Back it up"
  local start
  start=$(seconds_now)
  shield run job photos-nightly --wait
  say_speed "$start" "$PHOTOS_BYTES" "backed up"
  ARCHIVE=$(newest_archive photos)
  shield show archive "$ARCHIVE"
}

destroy_photos() {
  title "Lose it"
  shell "rm -rf $PHOTOS"
  chmod u+w "$PHOTOS/modes/readonly"
  rm -rf "$PHOTOS"
  mkdir "$PHOTOS"
  if [[ -n $(ls -A "$PHOTOS") ]]; then fail "the folder is not empty, so nothing would be proven"; fi
  good "It is gone: $(du -sh "$PHOTOS" | cut -f 1) left."
}

restore_photos() {
  title "Get it back"
  local start
  start=$(seconds_now)
  shield restore archive "$ARCHIVE" --wait --yes
  say_speed "$start" "$PHOTOS_BYTES" "restored"
}

prove_photos() {
  title "Compare, with tools that are not ours"
  if ! compare_trees "$KEPT" "$PHOTOS" "$PLACE/fingerprint-before"; then
    fail "what came back differs from what was lost"
  fi
}

# What is really there: holes and further names of one file count for nothing.
bytes_on_disk() {
  find "$1" -type f -printf '%i %b\n' | sort -u | awk '{ sum += $2 * 512 } END { print sum }'
}

# The newest archive of the target with this name, valid and nothing else.
newest_archive() {
  local uuid
  uuid=$(dist/shield list archives --json | jq -r --arg name "$1" \
    '[.[] | select(.target_name == $name and .status == "valid")][0].uuid // empty')
  if [[ -z $uuid ]]; then fail "the backup is done, but no valid archive of $1 is listed"; fi
  printf '%s' "$uuid"
}
