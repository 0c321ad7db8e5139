#!/usr/bin/env bash
# Installs what building and testing need and this machine lacks: as root at once; otherwise it shows the
# one line to run, and stops.
#
#   deploy/deps.sh        for building and testing
#   deploy/deps.sh bench  also what only the benchmarks compare with
set -euo pipefail
cd "$(dirname "$0")/.."

# One line for each command: what is looked for, and the Debian package that brings it.
NEEDED='
getfattr attr
openssl openssl
setfacl acl
jq jq
curl curl
sqlite3 sqlite3
gcc gcc
make make
tar tar
xz xz-utils
redis-server redis-server
find findutils
diff diffutils
objcopy binutils
setsid util-linux
ps procps
pgrep procps
perl perl-base
zsh zsh
fish fish
radosgw radosgw
ceph-mon ceph-mon
ceph-osd ceph-osd
s3cmd s3cmd
tmux tmux
mariadb mariadb-client
mariadbd mariadb-server
ip iproute2
socat socat
faketime faketime
etcd etcd-server
etcdctl etcd-client
'

NEEDED_BY_BENCH='
aws awscli
'

main() {
  case ${1:-} in
    '') ;;
    bench) NEEDED+=$NEEDED_BY_BENCH ;;
    *) fail "bench, or nothing?" ;;
  esac
  check_sdk
  local -a missing
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]} == 0)); then return; fi
  if ! command -v apt-get >/dev/null; then
    fail "install these, by their names on your system: ${missing[*]}"
  elif ((EUID != 0)); then
    fail "run this once, then again what you ran: sudo apt-get install -y ${missing[*]}"
  fi
  install_packages "${missing[@]}"
}

# The SDK reads global.json by itself and refuses when none of those installed fits.
check_sdk() {
  local wanted
  wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json)
  if ! command -v dotnet >/dev/null; then
    fail "the .NET SDK is missing: install $wanted or a later 10.0 (https://dotnet.microsoft.com/download)"
  elif ! dotnet --version >/dev/null 2>&1; then
    fail "no installed .NET SDK fits: install $wanted or a later 10.0 (https://dotnet.microsoft.com/download)"
  fi
}

missing_packages() {
  local program package
  # Daemons are not in everybody's PATH.
  local PATH=$PATH:/usr/sbin
  while read -r program package; do
    if [[ -n $program ]] && ! command -v "$program" >/dev/null; then echo "$package"; fi
  done <<<"$NEEDED"

  # A compiler alone does not link: the C library's headers and start files are a package of their own.
  if ! [[ -e /usr/include/stdio.h ]]; then echo libc6-dev; fi
  if ! has_postgres; then echo postgresql; fi
  if ! compgen -G '/usr/lib/rabbitmq/lib/*/sbin/rabbitmq-server' >/dev/null; then echo rabbitmq-server; fi
}

# Its programs are not in PATH: several versions live side by side.
has_postgres() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}

install_packages() {
  echo "deps: installing $*"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -o DPkg::Lock::Timeout=300 -q update >/dev/null
  if [[ " $* " == *" postgresql "* ]]; then keep_postgres_quiet; fi
  keep_services_quiet
  # A settings file that is there already is kept, without a question.
  UCF_FORCE_CONFFOLD=1 apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold \
    -q install -y --no-install-recommends "$@" >/dev/null
  keep_services_off "$@"
}

# The tests start servers of their own. A package that brings one starts it, unless this says no.
keep_services_quiet() {
  local policy=/usr/sbin/policy-rc.d
  if [[ -e $policy ]]; then return; fi
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
}

# Nor after the next start of the machine; one that was there before is none of ours.
keep_services_off() {
  local package
  if ! command -v systemctl >/dev/null; then return; fi
  for package in "$@"; do
    case $package in
      redis-server) systemctl -q disable redis-server 2>/dev/null || true ;;
      etcd-server) systemctl -q disable etcd 2>/dev/null || true ;;
      rabbitmq-server) systemctl -q disable rabbitmq-server epmd.service epmd.socket 2>/dev/null || true ;;
      mariadb-server) systemctl -q disable mariadb 2>/dev/null || true ;;
    esac
  done
}

# This one makes a server of its own, started or not.
keep_postgres_quiet() {
  local settings=/etc/postgresql-common/createcluster.conf
  if [[ -e $settings ]]; then return; fi
  mkdir -p "${settings%/*}"
  echo 'create_main_cluster = false' >"$settings"
}

fail() {
  echo "deps: $1" >&2
  exit 1
}

main "$@"
