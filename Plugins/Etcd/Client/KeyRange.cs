using System.Text.Json;

namespace Shield.Plugins.Etcd.Client;

/// <summary>All keys that begin with a prefix, as etcd wants it said.</summary>
internal sealed record KeyRange(byte[] Start, byte[] End)
{
    /// <summary>As a start: the least key. As an end: no end.</summary>
    private static readonly byte[] Zero = [0];

    /// <param name="prefix">UTF-8, so that its last byte can be followed by another.</param>
    public static KeyRange Below(byte[] prefix)
    {
        if (prefix.Length == 0) return new KeyRange(Zero, Zero);
        byte[] end = [.. prefix];
        end[^1]++;
        return new KeyRange(prefix, end);
    }

    /// <summary>What is left after a key.</summary>
    public KeyRange After(byte[] key) => this with { Start = [.. key, 0] };

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteBase64String("key", Start);
        json.WriteBase64String("range_end", End);
    }
}
