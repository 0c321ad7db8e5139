using System.Globalization;
using Shield.Servers;

namespace Shield.Plugins.Postgres.Tests;

/// <summary>Memory does not grow with what passes.</summary>
public sealed class SizeTests(OwnServer own) : IClassFixture<OwnServer>, IDisposable
{
    /// <summary>So often 64 MiB of noise in letters, in rows that are small enough to stay in their
    /// table.</summary>
    private const string Make = """
        source "$root/tests/Servers/peak.sh"
        make_large() {
          head -c 48M /dev/urandom | base64 -w 1023 >noise
          sql postgres <<<"CREATE DATABASE \"$db\" TEMPLATE template0"
          { echo 'CREATE UNLOGGED TABLE t (a text);'
            for _ in $(seq "$1"); do echo "\\copy t from noise"; done; } | sql "$db" >/dev/null
        }
        seen() { sql "$db" <<<'SELECT sum(octet_length(a)), sum(hashtextextended(a, 0)) FROM t'; }
        """;

    private readonly Sandbox _box = new(own.Server);

    [Fact]
    public void A_gibibyte_is_restored_in_little_memory()
    {
        // Not by the plugin, whose dump is compressed: that would take a minute of a processor.
        var seen = _box.Good(_box.Endpoint(), $$"""
            {{Make}}
            make_large 16; seen >before
            pg_dump -w -Fc -Z0 -d "$db" >archive
            sql postgres <<<"DROP DATABASE \"$db\""
            peak 64 "$pg" restore <archive
            seen | diff before - && cut -d'|' -f1 before; stat -c %s archive
            """, ShellSandbox.LongPatience).Split('\n');

        Assert.Equal($"{1L << 30}", seen[0]);
        Assert.InRange(long.Parse(seen[1], CultureInfo.InvariantCulture), 1L << 30, (1L << 30) + (16 << 20));
    }

    [Fact]
    public void All_databases_go_through_in_little_memory()
    {
        var seen = _box.Good(_box.EndpointFor(null), $$"""
            {{Make}}
            make_large 3; seen >before
            peak 64 "$pg" backup >archive
            sql postgres <<<"DROP DATABASE \"$db\""
            peak 64 "$pg" restore <archive
            seen | diff before - && cut -d'|' -f1 before; stat -c %s archive
            """, ShellSandbox.LongPatience).Split('\n');

        Assert.Equal($"{192 << 20}", seen[0]);
        Assert.InRange(long.Parse(seen[1], CultureInfo.InvariantCulture), 144 << 20, 192 << 20);
    }

    public void Dispose() => _box.Dispose();
}
