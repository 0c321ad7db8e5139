using System.Text.Json;
using Shield.Plugins.Etcd.Client;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Etcd.Archive;

/// <summary>A line of an archive.</summary>
internal abstract record ArchiveLine
{
    internal sealed record Header(ArchiveHeader Value) : ArchiveLine;

    internal sealed record Lease(long Id, long Seconds) : ArchiveLine;

    internal sealed record Entry(Pair Value) : ArchiveLine;

    internal sealed record End(long Count, string Digest) : ArchiveLine;

    /// <exception cref="PluginException">It is none.</exception>
    public static ArchiveLine Parse(byte[] line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return Parse(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException)
        {
            throw StagedArchive.Damaged("it has a line that no backup has written");
        }
    }

    private static ArchiveLine Parse(JsonElement json)
    {
        if (json.TryGetProperty("key", out var key))
        {
            var lease = json.TryGetProperty("lease", out var id) ? id.GetInt64() : 0;
            return new Entry(new Pair(
                key.GetBytesFromBase64(), json.GetProperty("value").GetBytesFromBase64(), lease));
        }

        if (json.TryGetProperty("ttl", out var seconds))
            return new Lease(json.GetProperty("lease").GetInt64(), seconds.GetInt64());
        if (json.TryGetProperty("sha256", out var digest))
            return new End(json.GetProperty("count").GetInt64(), digest.GetString() ?? "");
        if (json.GetProperty("archive").GetString() != "etcd")
            throw StagedArchive.Damaged("it is not of this plugin");
        if (json.GetProperty("format").GetInt32() != ArchiveHeader.Format)
            throw StagedArchive.Damaged("a newer version of this plugin wrote it");
        return new Header(new ArchiveHeader(
            json.GetProperty("prefix").GetBytesFromBase64(), json.GetProperty("revision").GetInt64()));
    }
}
