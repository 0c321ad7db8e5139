using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Objects;

/// <summary>The key of an archive: its object's name below the prefix.</summary>
internal sealed record ObjectKey
{
    private ObjectKey(string text) => Text = text;

    public string Text { get; }

    public static ObjectKey Make(DateTimeOffset now, Guid archive) => new(ArchiveKey.Make(now, archive));

    /// <summary>Takes a key from outside. Whatever has another form was not made here, and may be anybody's
    /// object.</summary>
    /// <exception cref="PluginException">It has another form.</exception>
    public static ObjectKey Parse(string text) => ArchiveKey.Is(text)
        ? new ObjectKey(text)
        : throw new PluginException(
            PluginExit.Failed, "there is no object with this key: it has not the form of a key");
}
