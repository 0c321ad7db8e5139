using System.Security.Cryptography;
using System.Text;
using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Postgres.Target;

/// <summary>A digest of everything that pg_dump says about a database but its content.</summary>
internal static class SchemaDigest
{
    public static async Task<string> TakeAsync(
        Tools tools, string database, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await tools.RunAsync(
            "pg_dump", database, ["--no-password", "--schema-only"], new ToolInput.Nothing(),
            new ToolOutput.Read(async (dump, token) =>
            {
                using var reader = new StreamReader(dump, Encoding.Latin1, leaveOpen: true);
                while (await reader.ReadLineAsync(token) is { } line)
                {
                    if (Tells(line)) hash.AppendData(Encoding.Latin1.GetBytes(line + "\n"));
                }
            }),
            cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Of texts whose order means nothing.</summary>
    public static string Of(IEnumerable<string> texts) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', texts.Order(StringComparer.Ordinal)))));

    /// <summary>Comments hold versions, and \restrict a number drawn by lot.</summary>
    public static bool Tells(string line) =>
        line.Length > 0 && line[0] != '\\' && !line.StartsWith("--", StringComparison.Ordinal);
}
