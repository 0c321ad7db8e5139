#!/bin/bash
# A plugin that keeps to the protocol: a target that is one file, a store that is one folder.
set -u
fail() { echo "$2" >&2; exit "$1"; }

action=${1:-}
[[ -n $action ]] || fail 1 "which action?"
shift
key=''
endpoint=''
while (($# > 0)); do
  case $1 in
    -k | --key) key=${2:-} ;;
    -e | --endpoint) endpoint=${2:-} ;;
    *) fail 1 "an unknown flag" ;;
  esac
  shift 2
done
if [[ -n ${SHIELD_ENDPOINT_FILE:-} && -z $endpoint ]]; then endpoint=$(<"$SHIELD_ENDPOINT_FILE"); fi

case $action in
  info)
    jq -n --arg help 'where it is' '{name: "Good", author: "the tests", version: "1", protocol: 2,
      features: {target: "yes", store: "yes"}, stages: true,
      fields: ("target", "store" | . as $mode | [
        {mode: $mode, name: "path", type: "abspath", required: true, title: "Path", help: $help},
        {mode: $mode, name: "port", type: "port", title: "Port", help: $help},
        {mode: $mode, name: "password", type: "password", title: "Password", help: $help}])}' |
      jq -s '.[0] + {fields: (map(.fields) | add)}'
    exit 0 ;;
  backup | restore | fingerprint | store | retrieve | purge | list | validate) ;;
  *) fail 1 "an unknown action" ;;
esac

read_field() { jq -r --arg name "$1" '.[$name] // "" | tostring' <<<"$endpoint"; }
command -v jq >/dev/null || fail 3 "jq is missing"
jq -e 'type == "object"' <<<"$endpoint" >/dev/null 2>&1 || fail 10 "the endpoint is no object"
if [[ $action == retrieve || $action == purge ]]; then [[ -n $key ]] || fail 11 "a key is needed"; fi
path=$(read_field path)
port=$(read_field port)
password=$(read_field password)
[[ -n $path ]] || fail 12 "path is needed"
[[ $path == /* ]] || fail 13 "path is not absolute"
[[ -z $port || $port =~ ^[0-9]{1,5}$ && $port -le 65535 ]] || fail 13 "port is none"
if [[ -n $key ]]; then
  [[ $key =~ ^[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9-]{17}-[0-9a-f-]{36}$ ]] || fail 4 "this is no key of mine"
fi

part=''
forget() { if [[ -n $part ]]; then rm -f "$part"; fi; }
trap 'forget; exit 4' TERM INT HUP
trap '' PIPE

case $action in
  validate) [[ -e $path && $password != wrong ]] || fail 4 "it cannot be reached" ;;
  fingerprint) sha256sum <"$path" | jq -R '{sha256: .[:64]}' ;;
  backup) trap - PIPE; exec cat "$path" ;;
  restore)
    part=$path.new
    cat >"$part" || { forget; fail 4 "it could not be written"; }
    [[ -s $part ]] || { forget; fail 4 "there is nothing to restore"; }
    mv "$part" "$path" ;;
  store)
    name=$(date -u +%Y/%m/%d/%Y-%m-%d-%H%M%S)-$SHIELD_ARCHIVE_UUID
    mkdir -p "$path/${name%/*}"
    part=$path/.part-$$
    cat >"$part" || { forget; fail 4 "it could not be written"; }
    sum=$(sha256sum <"$part")
    bytes=$(stat -c %s "$part")
    mv "$part" "$path/$name"
    part=$path/$name
    printf '{"key":"%s","bytes":%d,"sha256":"%s"}\n' "$name" "$bytes" "${sum%% *}" 2>/dev/null ||
      { forget; fail 4 "nobody took the key"; } ;;
  retrieve)
    [[ -f $path/$key ]] || fail 4 "there is no such object"
    trap - PIPE
    exec cat "$path/$key" ;;
  purge) rm -f "$path/$key" ;;
  list)
    (cd "$path" && find [0-9]* -type f -printf '%p %s %TY-%Tm-%TdT%TH:%TM:%.2TSZ\n' 2>/dev/null) |
      jq -cR 'split(" ") | {key: .[0], bytes: (.[1] | tonumber), modified: .[2]}' ;;
esac
