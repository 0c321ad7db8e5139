using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Native;

/// <summary>A folder, and GNU tar with the options of the plugin.</summary>
internal static class FsSystem
{
    public static async Task<NativeSystem> StartAsync(
        Workshop shop, long bytes, CancellationToken cancellationToken)
    {
        var tree = shop.MakeFolder("tree");
        await RandomTree.MakeAsync(tree, bytes, cancellationToken);
        var variables = new Dictionary<string, string>
        {
            ["SHIELD_ENDPOINT_FILE"] =
                NativeSystem.WriteEndpoint(shop, "endpoint", new { base_dir = tree }),
            ["COPY_ENDPOINT"] =
                NativeSystem.WriteEndpoint(shop, "copy-endpoint", new { base_dir = shop.PathOf("copy") }),
            ["LC_ALL"] = "C",
        };
        return new NativeSystem(null, variables, "", Backup, Restore);
    }

    private static Comparison Backup { get; } = new(
        "backup of a folder",
        "`tar --create`",
        """
        "$PLUGIN" backup | cat >"$FILE"
        """,
        """
        tar --create --file=- --format=posix --blocking-factor=128 \
          --pax-option='exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime' \
          --numeric-owner --xattrs '--xattrs-include=*' --acls --sort=name --sparse \
          --directory="$WORK/tree" -- . | cat >"$FILE"
        """,
        """
        rm -f "$FILE"
        """,
        """
        tar --compare --file="$FILE" --directory="$WORK/tree"
        """);

    private static Comparison Restore { get; } = new(
        "restore of a folder",
        "`tar --extract`",
        """
        export SHIELD_ENDPOINT_FILE=$COPY_ENDPOINT
        cat "$FILE" | "$PLUGIN" restore
        """,
        """
        cat "$FILE" | tar --extract --file=- --blocking-factor=128 --numeric-owner --preserve-permissions \
          --xattrs '--xattrs-include=*' --acls \
          --delay-directory-restore --warning=no-timestamp --directory="$WORK/copy"
        """,
        """
        rm -rf "$WORK/copy"; mkdir "$WORK/copy"
        """,
        """
        diff -r "$WORK/tree" "$WORK/copy"
        """);
}
