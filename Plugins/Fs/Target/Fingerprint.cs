using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Target;

/// <summary>Describes a tree by what a backup of it would hold, so that both choose alike: counts, bytes,
/// and a digest of names, metadata and content in a fixed order.</summary>
internal sealed class Fingerprint
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal)
    {
        ["directories"] = 0,
        ["files"] = 0,
        ["hard_links"] = 0,
        ["others"] = 0,
        ["symlinks"] = 0,
    };

    private long bytes;

    public static async Task<JsonObject> TakeAsync(PluginCall call, CancellationToken cancellationToken)
    {
        var selection = Selection.Of(call.Endpoint);
        using var root = Folder.Open(selection.BaseDir);
        // Holes are read as the zeros they stand for: where a file system puts them is not content.
        using var tar = TarProgram.StartCreate(selection, takeOutput: true, sparse: false);
        var feeding = Task.Run(() => selection.Feed(tar, root, cancellationToken), cancellationToken);
        var fingerprint = new Fingerprint();
        string digest;
        try
        {
            digest = fingerprint.Read(tar.Output, cancellationToken);
            await tar.Output.CopyToAsync(Stream.Null, cancellationToken);
            await feeding;
        }
        catch (Exception e) when (e is IOException or PluginException)
        {
            // An archive that ends too early is what a failed tar leaves; its exit code says more.
            var failed = await tar.EndAsync(cancellationToken);
            if (failed is 0 or Backup.TarFilesChanged) throw;
            throw tar.Failure(failed);
        }

        var exitCode = await tar.EndAsync(cancellationToken);
        if (exitCode == Backup.TarFilesChanged) call.Say("warning: files changed while they were read");
        else if (exitCode != 0) throw tar.Failure(exitCode);
        return fingerprint.ToJson(digest);
    }

    private string Read(Stream archive, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var reader = new TarReader(archive);
        while (reader.Next() is { } member)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts[Kind(member.Type)]++;
            hash.AppendData(member.Header);
            foreach (var record in member.Records)
            {
                hash.AppendData(record);
                hash.AppendData("\n"u8);
            }

            bytes += reader.ReadContent(hash.AppendData);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Kind(char type) => type switch
    {
        '0' or '\0' or '7' => "files",
        '1' => "hard_links",
        '2' => "symlinks",
        '5' => "directories",
        _ => "others",
    };

    private JsonObject ToJson(string digest)
    {
        var json = new JsonObject();
        foreach (var (kind, count) in counts) json[kind] = count;
        json["bytes"] = bytes;
        json["sha256"] = digest;
        return json;
    }
}
