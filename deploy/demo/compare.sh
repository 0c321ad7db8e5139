# Whether two folders are equal, as tools say that are not ours.

# $1: a folder, $2: where its fingerprint goes. One part per tool, so that a difference names the tool.
fingerprint() {
  mkdir -p "$2"
  list_entries "$1" >"$2/entries"
  list_hard_links "$1" >"$2/hard-links"
  list_attributes "$1" >"$2/attributes"
  list_contents "$1" >"$2/contents"
  list_sparse "$1" >"$2/sparse"
}

# Kind, mode, owner, number of links, time to the nanosecond, name, where a link leads; of files the size too.
list_entries() {
  (cd "$1" && find . \( -type f -printf '%y %m %U:%G %n %T@ %s %p\0' \) -o \
    -printf '%y %m %U:%G %n %T@ - %p -> %l\0') | LC_ALL=C sort -z
}

# Names that are one file, side by side; which number the file system gives them does not matter.
list_hard_links() {
  (cd "$1" && find . -type f -links +1 -printf '%i\t%p\0') | LC_ALL=C sort -z -k 1,1n -k 2 |
    awk -v RS='\0' -F '\t' '{ printf "%s%s", ($1 == last ? " = " : "\n"), $2; last = $1 } END { print "" }' |
    LC_ALL=C sort
}

# Everything, access lists included, that a file carries beside its bytes. Security labels belong to the host.
list_attributes() {
  (cd "$1" && getfattr -dhR -P -e hex -m '^(user|trusted|system\.posix_acl)' . 2>/dev/null) |
    awk 'BEGIN { RS = ""; ORS = "\n\n" } { print | "LC_ALL=C sort" }'
}

list_contents() {
  (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum -z)
}

# Files with holes: that they have some, not where each file system puts them.
list_sparse() {
  (cd "$1" && find . -type f -size +1M -printf '%S %p\0') | LC_ALL=C sort -z |
    awk -v RS='\0' '$1 < 0.9 { sub(/^[^ ]* /, ""); print "sparse: " $0 }'
}

# $1: the kept copy, $2: the restored folder, $3: the fingerprint taken before. Says what it compares; returns
# 1 when anything differs, after having shown all of it.
compare_trees() {
  local equal=0
  fingerprint "$2" "$PLACE/fingerprint-after"
  compare_part "$3" entries 'find: kinds, modes, owners, links, times (ns), sizes, names' || equal=1
  compare_part "$3" hard-links 'find: which names are one file' || equal=1
  compare_part "$3" attributes 'getfattr: extended attributes and access lists' || equal=1
  compare_part "$3" contents 'sha256sum: every byte of every file' || equal=1
  compare_part "$3" sparse 'find: what was sparse is sparse' || equal=1
  compare_bytes "$1" "$2" || equal=1
  return "$equal"
}

compare_part() {
  if cmp -s "$1/$2" "$PLACE/fingerprint-after/$2"; then
    good "$3: equal"
  else
    bad "$3: DIFFERENT (- before, + after)"
    diff -a <(tr '\0' '\n' <"$1/$2") <(tr '\0' '\n' <"$PLACE/fingerprint-after/$2") --unified=0 |
      tail -n +3 | head -n 20 | cat -v | sed 's/^/      /' || true
    return 1
  fi
}

# diff calls two named pipes different by their kind alone, and would wait for a writer if it opened one.
compare_bytes() {
  local what='diff -r --no-dereference: against a copy that was kept aside'
  if diff -r -q --no-dereference --exclude=pipe "$1" "$2" >"$PLACE/diff" 2>&1; then
    good "$what: equal"
  else
    bad "$what: DIFFERENT"
    head -n 20 "$PLACE/diff" | cat -v | sed 's/^/      /'
    return 1
  fi
}

bad() { printf '  %s✘ %s%s\n' "$RED" "$1" "$PLAIN"; }
