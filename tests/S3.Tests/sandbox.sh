# What the scripts of the tests have. $bucket is the test's own.

s3=$plugin

# An independent reader and writer. With blanks and quotes in the path, the settings are found by their name.
other() { s3cmd --no-progress --config="$PWD/s3cfg" "$@"; }

# From standard input; prints the key.
store() { "$s3" store | jq -r .key; }

# Every object of the bucket, whatever its name.
objects() { other ls --recursive "s3://$bucket" | sed 's/^.*s3:/s3:/'; }

# Every upload in parts that has not ended.
uploads() { other multipart "s3://$bucket" | grep -v -e '^s3://[^/]*/$' -e '^Initiated' || true; }

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

# What does not compress, and costs little. $1: bytes, $2: what makes it different from others.
noise() { openssl enc -aes-128-ctr -K "${2:-00}" -iv 00 -in /dev/zero 2>/dev/null | head -c "$1" || true; }
