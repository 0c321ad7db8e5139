using System.Globalization;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>The first nine bytes of an RDB: who wrote it, and in which version of the format.</summary>
internal static class RdbHead
{
    public const int Bytes = 9;

    /// <summary>Reads them.</summary>
    /// <exception cref="PluginException">They are those of something else.</exception>
    public static (bool IsValkey, int Version) Read(ReadOnlySpan<byte> head)
    {
        var isValkey = head.StartsWith("VALKEY"u8);
        var digits = head[(isValkey ? "VALKEY"u8 : "REDIS"u8).Length..];
        return (isValkey || head.StartsWith("REDIS"u8))
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (isValkey, version)
            : throw new PluginException(PluginExit.Failed, "this is no RDB: it does not begin as one");
    }
}
