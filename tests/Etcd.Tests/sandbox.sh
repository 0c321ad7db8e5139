# What the scripts of the tests have. $port is the server's; $prefix is the test's own.

etcd=$plugin

e() { etcdctl "$@"; }

# What etcd itself says is below the prefix.
state() { e get --prefix "${1:-$prefix}" -w json | jq -cS '.kvs[]? | {key, value, lease}'; }

# Keys and values that break naive tools: any bytes, no bytes, ends of lines, what JSON escapes, a long key.
make_all() {
  e put "$prefix" 'the prefix itself'
  e put "$prefix"$'k\xff\x01\r\n"\\' $'v\xff\xfe\n\n'
  e put "${prefix}empty" ''
  e put "${prefix}big" <<<"$(head -c 900000 /dev/urandom | base64 -w0)"
  e put "${prefix}$(printf '%02000d' 7)" +/=
  e put "${prefix}ümläut" '{"key":"a","sha256":"b"}'
} >/dev/null

# $1: how many small keys, in transactions of as many as the server takes; $2: their values
make_many() {
  seq "$1" | awk -v "p=$prefix" -v "v=${2:-v}" '
    NR % 100 == 1 { print "\n" } { print "put " p "many" $1 " " v $1 }
    NR % 100 == 0 { print "\n" } END { if (NR % 100) print "\n" }' |
    awk 'NF { text = text $0 "\n" } !NF && text { printf "%s\0", text; text = "" }' |
    while IFS= read -r -d '' batch; do printf '\n%s\n\n' "$batch" | e txn >/dev/null; done
}

# $1: how many values of 1 MiB, by the gateway
make_much() {
  local n
  for ((n = 0; n < $1; n++)); do
    head -c 750000 /dev/urandom | base64 -w0 >value
    e put "${prefix}much$n" <value >/dev/null
  done
}

# Makes an endpoint `through`, whose way to the server ends when $1 bytes have been sent: then there is a file
# `half-way`, and nothing moves until there is one `go-on`.
make_way() {
  perl -MIO::Socket::INET -e '
    my $listen = IO::Socket::INET->new(Listen => 9, LocalAddr => "127.0.0.1:0"); $| = 1;
    print $listen->sockport, "\n"; $SIG{CHLD} = "IGNORE";
    while (my $from = $listen->accept) {
      next if fork; my $sent = 0;
      my $to = IO::Socket::INET->new("127.0.0.1:$ENV{port}") or exit;
      if (!fork) { while (sysread $to, my $b, 65536) { syswrite $from, $b } exit }
      while (sysread $from, my $b, 65536) {
        if (($sent += length $b) > $ARGV[0]) { open my $f, ">", "half-way"; close $f;
          select undef, undef, undef, 0.02 until -e "go-on"; exit }
        syswrite $to, $b } exit }' "$1" >announced 2>/dev/null &
  way=$!
  await '[[ -s announced ]]'
  jq --arg url "https://127.0.0.1:$(<announced)" '.etcd_urls = $url' endpoint >through
}

# $1: what must hold within twenty seconds.
await() {
  local try
  for try in $(seq 1000); do
    if eval "$1"; then return; fi
    sleep 0.02
  done
  echo "never came true: $1" >&2
  return 99
}

# Makes a script that changes what is below the prefix. The check runs it with an environment as bare as a
# plugin's, and takes a password in the environment of etcdctl for a fault: so it goes by the gateway.
make_change() {
  local now
  jq -n --rawfile password <(printf %s "$ETCDCTL_PASSWORD") '{name: "root", $password}' >login
  now=$(printf %s "${prefix}much0" | base64 -w0)
  cat >change <<END
ask() { curl -sf --cacert '$ETCDCTL_CACERT' "\$@"; }
token=\$(ask -d @login $ETCDCTL_ENDPOINTS/v3/auth/authenticate | jq -r .token)
ask -H "Authorization: \$token" -d '{"key":"$now","value":"bmV3"}' $ETCDCTL_ENDPOINTS/v3/kv/put >answer
END
}
