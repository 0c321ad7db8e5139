# What the scripts of the tests have. $root is the repository, $port the server's, $server its folder.

redis=$plugin

# The test's own server.
r() { redis-cli -p "$port" "$@"; }

# What the server itself thinks of all that it holds, its functions and its role. Not from our program.
state() {
  r DEBUG DIGEST
  r FUNCTION LIST WITHCODE
  r INFO keyspace | tr -d '\r' | sed 's/,avg_ttl.*//'
  r INFO replication | grep role
}

# One of everything: each type in each of its forms, keys and values of any bytes, several databases, times
# that have an end, functions, streams with groups, texts that compress and texts that do not.
make_all() {
  {
    printf 'SET "k\\x00\\xff\\r\\n\\"" "v\\x00\\xfe$5\\r\\n"\nSET "" empty-name\nSET empty ""\n'
    printf 'SET int 12345\nSET neg -7\nSET int16 -300\nSET int32 70000\n'
    printf 'SET int64 9223372036854775807\nSET almost 012\n'
    printf 'SETEX soon 100000 v\nHSET hx a 1\nEXPIRE hx 100000\nSADD si 1 2 3\n'
    printf 'SADD si2 70000 -5\nSADD si3 9223372036854775807 1\n'
    printf 'SADD ss a b "\\x00" 5\nZADD z 1.5 a -inf b +inf c 3e300 d 0.1 e -0 f 7 g\n'
    printf 'HSET h f v n 12345 m -1 "\\xff" "" big 9007199254740993\n'
    printf 'RPUSH l a b 0 127 128 -1 -4096 4095 -32768 8388607 2147483647 -9223372036854775808 ""\n'
    printf 'PFADD hll a b c\nGEOADD geo 13.361389 38.115556 Palermo\nSETBIT bits 1000 1\n'
    printf 'XADD st 1-1 a b c d\nXADD st 1-2 a b\nXADD st 2-0 other "\\x00"\n'
    printf 'XDEL st 1-2\nXGROUP CREATE st g 0\n'
    printf 'XREADGROUP GROUP g one COUNT 1 STREAMS st >\nXREADGROUP GROUP g two STREAMS st >\nXACK st g 2-0\n'
    printf 'XADD gone 5-5 a b\nXDEL gone 5-5\nXGROUP CREATE gone empty $\n'
    printf 'SELECT 9\nSET other db\nSELECT 15\nRPUSH last one\n'
  } | r >/dev/null
  make_large
  printf '#!lua name=lib\nredis.register_function("f", function() return "\\1" end)' |
    r -x FUNCTION LOAD >/dev/null
}

# Beyond what the server packs.
make_large() {
  perl -e '
    sub out { print "*" . @_ . "\r\n", map { "\$" . length($_) . "\r\n$_\r\n" } @_ }
    out("SET", "zeros", "\0" x 300_000); out("SET", "text", "to be or not to be, " x 9_000);
    srand 1; out("SET", "noise", join "", map { chr int rand 256 } 1 .. 200_000);
    out("RPUSH", "lbig", "x" x 20_000, 1 .. 3000, map { "item $_ " x 20 } 1 .. 200);
    out("SADD", "sbig", map { "member $_" } 1 .. 2000); out("SADD", "ibig", 1 .. 2000);
    out("HSET", "hbig", map { ("field $_", "value $_ " x 9) } 1 .. 900);
    out("ZADD", "zbig", map { ($_ / 7, "member $_") } 1 .. 900);
    out("XADD", "stbig", "$_-0", "f$_", "v" x 50) for 1 .. 500;' | r --pipe >/dev/null
}

# A little, of which every byte counts.
make_small() { r MSET a 1 b "$(printf 'x%.0s' {1..100})" >/dev/null; r RPUSH l x 1 2 3 >/dev/null; }

# As much as is to be cut: $1 megabytes that do not compress.
make_much() {
  local part
  for ((part = 0; part < $1; part++)); do head -c 1000000 /dev/urandom | r -x SET "much$part" >/dev/null; done
}

# With other options, and without its data, which it does not save.
restart() {
  "$root/deploy/systems/redis.sh" stop "$server"
  REDIS_OPTIONS=$* OWNER_PID=$tests "$root/deploy/systems/redis.sh" start "$server" >/dev/null
}

free_port() {
  perl -MIO::Socket::INET -e \
    'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:0")->sockport'
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

# What a restore has left here.
staged_here() { find . -name 'shield-redis-*'; }
