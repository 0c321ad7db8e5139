using System.Security.Cryptography;
using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Target;

/// <summary>A digest of everything that the dump program says about a database but the rows of its
/// tables.</summary>
internal static class DefinitionDigest
{
    public static async Task<string> TakeAsync(
        Tools tools, string database, Content content, IReadOnlyList<string> without,
        CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IReadOnlyList<string> tables = [.. content.Tables.Select(table => table.Name)];
        if (tables.Count > 0)
            await AddAsync(tools, DumpOptions.ForViews(tools.Programs), database, tables, hash,
                cancellationToken);
        foreach (var (_, options, names) in Dump.Definitions(
            tools.Programs, content, name => !without.Contains(name)))
            await AddAsync(tools, options, database, names, hash, cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task AddAsync(
        Tools tools, IReadOnlyList<string> options, string database, IReadOnlyList<string> names,
        IncrementalHash hash, CancellationToken cancellationToken)
    {
        using var line = new MemoryStream();
        var copy = new DumpCopy(
            bytes =>
            {
                for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
                {
                    line.Write(bytes[..end]);
                    Add(hash, line);
                }

                line.Write(bytes);
            },
            Sql.Name(database));
        await Dump.RunAsync(tools, options, database, names, copy, cancellationToken);
    }

    // Comments hold versions and times.
    private static void Add(IncrementalHash hash, MemoryStream line)
    {
        var text = line.GetBuffer().AsSpan(0, (int)line.Length);
        if (!text.StartsWith("--"u8))
        {
            hash.AppendData(text);
            hash.AppendData("\n"u8);
        }

        line.SetLength(0);
    }
}
