# A folder as people really have it, and worse.

# $1: where to make it. Times come last, since everything else changes them.
make_tree() {
  mkdir -p "$1"
  (
    cd "$1"
    umask 022
    make_bulk
    make_odd_names
    make_links
    make_modes
    make_attributes
    make_odd_files
    make_times
  )
}

# Data that no compression makes smaller, in files large and small: 540 MB.
make_bulk() {
  local album
  for album in 2023 2024 2025; do
    mkdir -p "albums/$album"
    head -c 160000000 /dev/urandom >"albums/$album/film.raw"
    head -c 20000000 /dev/urandom | split -b 20000 -a 4 -d - "albums/$album/photo-"
  done
}

# A name is bytes: all but a slash and a zero are allowed, and somebody has used them.
make_odd_names() {
  mkdir -p names $'names/new\nline folder'
  echo 'latin-1' >$'names/caf\xe9'
  echo 'no encoding' >$'names/\xff\xfe\x80'
  echo 'newline' >$'names/new\nline folder/two\nlines'
  echo 'newline at the end' >$'names/end\n'
  echo 'blank' >'names/ leading and trailing '
  echo 'dash' >'names/-rf'
  echo 'quotes' >"names/it's \"quoted\" \$HOME \`id\`"
  echo 'backslash' >'names/back\slash\n'
  echo 'star' >'names/*?[x]'
  echo 'tab' >$'names/tab\there'
  echo 'dots' >'names/...'
  echo 'emoji' >'names/📷 фото'
  echo 'control' >$'names/\x01\x1b[31m\x7f'
  echo 'long' >"names/$(printf 'x%.0s' {1..255})"
  local deep=names/deep
  for _ in {1..40}; do deep+=/abcdefghij; done
  mkdir -p "$deep"
  echo 'deep' >"$deep/bottom"
}

make_links() {
  mkdir -p links
  echo 'one of three' >links/hard-1
  ln links/hard-1 links/hard-2
  ln links/hard-1 albums/hard-3
  ln -s hard-1 links/symbolic
  ln -s ../albums links/folder
  ln -s "$PWD/albums" links/absolute
  ln -s nowhere links/dangling
  ln -s $'bytes \xff\n' links/odd
  ln -s links/loop links/loop
}

make_modes() {
  mkdir -p modes/{private,sticky,group,readonly}
  local mode
  for mode in 0400 0444 0600 0644 0755 0777 1644 2755 4755 6711; do
    echo "$mode" >"modes/$mode"
    chmod "$mode" "modes/$mode"
  done
  echo 'inside' >modes/readonly/file
  chmod 0700 modes/private
  chmod 1777 modes/sticky
  chmod 2775 modes/group
  chmod 0555 modes/readonly
  if ((EUID == 0)); then
    echo 'of somebody else' >modes/owned
    chown 12345:23456 modes/owned
    chown -h 12345:23456 links/dangling
  fi
}

make_attributes() {
  mkdir -p attributes
  echo 'with' >attributes/file
  setfattr -n user.comment -v 'plain text' attributes/file
  setfattr -n user.binary -v 0x00ff0a0d attributes/file
  setfattr -n user.empty attributes/file
  setfattr -n user.folder -v yes attributes
  echo 'listed' >attributes/acl
  if setfacl -m u:12345:rw,g:23456:r attributes/acl 2>/dev/null; then
    setfacl -d -m u:12345:rx attributes
  fi
}

make_odd_files() {
  mkdir -p odd odd/empty-folder
  : >odd/empty
  truncate -s 200M odd/sparse
  printf 'island' | dd of=odd/sparse bs=1 seek=100000000 conv=notrunc status=none
  mkfifo odd/pipe
  chmod 0620 odd/pipe
}

# From the leaves up: what is put into a folder changes the folder's time.
make_times() {
  touch -h -d '2001-02-03 04:05:06.123456789 UTC' links/dangling odd/pipe 'names/*?[x]'
  touch -d '1969-12-31 23:59:59.5 UTC' odd/empty
  touch -d '2038-01-19 03:14:08.000000001 UTC' odd/sparse
  touch -d '1999-12-31 23:59:59.999999999 UTC' odd/empty-folder links modes/readonly odd
}
