namespace Shield.Plugins.Postgres.Tests;

public sealed class FullDiskTests : IDisposable
{
    private readonly Sandbox _box = new(null);

    [Theory]
    [InlineData("")]
    [InlineData("-c max_locks_per_transaction=10 -c max_connections=5 -c max_wal_senders=0")]
    public void A_full_disk_is_said_and_changes_nothing(string options)
    {
        // The server lives on a file system of 300 MB, which no process but those of this script sees.
        var output = _box.Good($"options='{options}'\n" + """
            alone=(unshare --mount); ((EUID == 0)) || alone+=(--user --map-current-user --keep-caps)
            export place=$(mktemp -d /tmp/shield-full-XXXXXX); chmod 755 "$place"
            trap 'rmdir "$place"' EXIT
            declare -xf make_small move_vital_parts state sql ask_psql database_state staged_here
            export CONTENT_SQL ITSELF_SQL pg db options
            "${alone[@]}" bash -euo pipefail -c '
              mount -t tmpfs -o size=300m,mode=755 tmpfs "$place"
              server=$root/deploy/systems/postgres.sh
              export OWNER_PID=$$ PG_OPTIONS="-c max_wal_size=64MB $options"
              "$server" start "$place/server" >port; "$server" stop "$place/server"
              mkdir -m 755 "$place/log"; mount -t tmpfs -o size=200m,mode=755 tmpfs "$place/log"
              move_vital_parts "$place/server/data" "$place/log"
              export PGPORT=$("$server" start "$place/server")
              trap "$server stop $place/server; umount -l $place/log $place" EXIT
              echo "*:*:*:*:$(cat "$place/server/password")" >passfile
              jq -n --arg port "$PGPORT" --arg password "$(cat "$place/server/password")" --arg db "$db" \
                "{pg_host: \"127.0.0.1\", pg_port: \$port, pg_user: \"postgres\", pg_password: \$password,
                  pg_database: \$db}" >endpoint
              make_small
              sql "$db" <<<"CREATE TABLE big AS
                SELECT repeat(i::text, 99) AS a FROM generate_series(1, 60000) i"
              "$pg" backup >archive
              sql "$db" <<<"VACUUM FULL"
              state >before
              room=$(df --output=avail -B 1 "$place" | tail -n 1)
              head -c $((room - 24000000)) /dev/zero >"$place/filler"
              code=0; "$pg" restore <archive 2>said || code=$?
              grep PANIC "$place/server/log" || true
              echo "$code"; grep -q "is full" said || cat said
              state | diff before -; staged_here'
            """);

        Assert.Equal("3", output);
    }

    public void Dispose() => _box.Dispose();
}
