using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Store;

/// <summary>The key of a blob: its path below the base folder.</summary>
internal sealed record BlobKey
{
    private BlobKey(string text, string[] segments)
    {
        Text = text;
        Folders = [.. segments[..^1].Select(FileName.Of)];
        Name = FileName.Of(segments[^1]);
    }

    public string Text { get; }

    public IReadOnlyList<byte[]> Folders { get; }

    public byte[] Name { get; }

    /// <summary>A new one.</summary>
    public static BlobKey Make(DateTimeOffset now, Guid archive) => Parse(ArchiveKey.Make(now, archive));

    /// <summary>Takes a key from outside; it can only lead to something below the base folder.</summary>
    /// <exception cref="PluginException">The key could lead elsewhere.</exception>
    public static BlobKey Parse(string text)
    {
        var segments = text.Split('/');
        // A segment that begins with a dot leads upwards, or to what is still being written.
        if (text.Contains('\0') || segments.Any(s => s.Length == 0 || s[0] == '.'))
            throw new PluginException(PluginExit.Failed, "the key is not a path below base_dir");
        return new BlobKey(text, segments);
    }
}
