using System.Globalization;
using System.Text.Json;

namespace Shield.Plugins.Sdk;

/// <summary>Reads what a plugin printed. A plugin is a program of anyone's, so nothing of it is
/// trusted.</summary>
public static class PluginReply
{
    /// <summary>The longest answer of <c>info</c> and <c>store</c> that is read, in characters.</summary>
    public const int ReplyCharsMax = 1 << 20;

    /// <summary>The longest key, in characters; a path on Linux has at most 4096 bytes.</summary>
    public const int KeyCharsMax = 4096;

    private const int Sha256HexChars = 64;

    /// <summary>Reads the output of <c>info</c>.</summary>
    /// <param name="output">All of standard output.</param>
    public static Verdict<PluginInfo> ParseInfo(string output) => InfoReader.Read(output);

    /// <summary>Reads the output of <c>store</c>.</summary>
    /// <param name="output">All of standard output.</param>
    /// <param name="protocol">What the plugin's <c>info</c> said. Bytes and digest belong to protocol 2; in
    /// protocol 1 members of these names may mean anything and are not read.</param>
    public static Verdict<StoredObject> ParseStored(string output, int protocol)
    {
        if (ReplyJson.Object(output) is not Verdict<JsonElement>.Good(var json))
            return Bad<StoredObject>(ReplyJson.Object(output));
        if (KeyFault(json) is { } fault) return new Verdict<StoredObject>.Bad(fault);
        var key = ReplyJson.Text(json, "key")!;
        if (protocol < PluginInfo.CurrentProtocol)
            return new Verdict<StoredObject>.Good(new StoredObject(key, null, null));

        var bytes = ReplyJson.Count(json, "bytes");
        if (bytes is null && ReplyJson.Has(json, "bytes"))
            return new Verdict<StoredObject>.Bad("'bytes' is not a whole number of 0 or more");
        var sha256 = ReplyJson.Text(json, "sha256")?.ToLowerInvariant();
        if (ReplyJson.Has(json, "sha256")
            && !(sha256?.Length == Sha256HexChars && sha256.All(char.IsAsciiHexDigit)))
            return new Verdict<StoredObject>.Bad("'sha256' is not 64 hex digits");
        return new Verdict<StoredObject>.Good(new StoredObject(key, bytes, sha256));
    }

    /// <summary>Reads one line of the output of <c>list</c>.</summary>
    /// <param name="line">The line, with or without its newline.</param>
    public static Verdict<ListedObject> ParseListed(string line)
    {
        if (ReplyJson.Object(line) is not Verdict<JsonElement>.Good(var json))
            return Bad<ListedObject>(ReplyJson.Object(line));
        if (KeyFault(json) is { } fault) return new Verdict<ListedObject>.Bad(fault);
        if (ReplyJson.Count(json, "bytes") is not { } bytes)
            return new Verdict<ListedObject>.Bad("'bytes' is not a whole number of 0 or more");
        if (!DateTimeOffset.TryParse(
                ReplyJson.Text(json, "modified"), CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var modified))
            return new Verdict<ListedObject>.Bad("'modified' is not a time as in 2026-01-31T12:00:00Z");
        return new Verdict<ListedObject>.Good(
            new ListedObject(ReplyJson.Text(json, "key")!, bytes, modified));
    }

    private static string? KeyFault(JsonElement json)
    {
        if (!ReplyJson.Has(json, "key")) return "it printed no key";
        if (ReplyJson.Text(json, "key") is not { } key) return "the key is not a text";
        if (key.Length == 0) return "the key is empty";
        if (key.Length > KeyCharsMax) return $"the key is longer than {KeyCharsMax} characters";
        return key.Any(char.IsControl) ? "the key has a newline or another control character in it" : null;
    }

    private static Verdict<T>.Bad Bad<T>(Verdict<JsonElement> verdict) =>
        new(((Verdict<JsonElement>.Bad)verdict).Reason);
}
