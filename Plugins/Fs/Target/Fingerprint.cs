using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Fs.Target;

/// <summary>Describes a tree by what a backup of it would hold, so that both choose alike: counts, bytes,
/// and a digest of names, metadata and content in a fixed order.</summary>
internal sealed class Fingerprint
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal)
    {
        ["directories"] = 0,
        ["files"] = 0,
        ["hard_links"] = 0,
        ["others"] = 0,
        ["symlinks"] = 0,
    };

    private long _bytes;

    public static async Task<JsonObject> TakeAsync(PluginCall call, CancellationToken cancellationToken)
    {
        var selection = Selection.Of(call.Endpoint);
        using var root = Folder.Open(selection.BaseDir);
        var fingerprint = new Fingerprint();
        var digest = "";
        PluginException? fault = null;
        var output = new ToolOutput.Read((archive, stopped) =>
        {
            try
            {
                digest = fingerprint.Read(archive, stopped);
            }
            catch (PluginException e)
            {
                // An archive that ends too early is what a failed tar leaves; its exit code says more.
                fault = e;
            }

            return Task.CompletedTask;
        });
        // Holes are read as the zeros they stand for: where a file system puts them is not content.
        var exitCode = await TarProgram.CreateAsync(
            selection, root, output, sparse: false, cancellationToken);
        if (exitCode is not (0 or TarProgram.FilesChanged)) throw TarProgram.Failure(exitCode);
        if (fault is not null) throw fault;
        if (exitCode == TarProgram.FilesChanged) call.Say("warning: files changed while they were read");
        return fingerprint.ToJson(digest);
    }

    private string Read(Stream archive, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var reader = new TarReader(archive);
        while (reader.Next() is { } member)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _counts[Kind(member.Type)]++;
            hash.AppendData(member.Header);
            foreach (var record in member.Records)
            {
                hash.AppendData(record);
                hash.AppendData("\n"u8);
            }

            _bytes += reader.ReadContent(hash.AppendData);
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
        foreach (var (kind, count) in _counts) json[kind] = count;
        json["bytes"] = _bytes;
        json["sha256"] = digest;
        return json;
    }
}
