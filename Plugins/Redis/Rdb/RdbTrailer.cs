using System.Buffers.Binary;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>The last eight bytes of an RDB: the checksum of all before them, or zeros from a server that
/// makes none.</summary>
internal static class RdbTrailer
{
    public const int Bytes = sizeof(ulong);

    public static bool IsAbsent(ReadOnlySpan<byte> trailer) => Read(trailer) == 0;

    public static bool IsGood(ulong sum, ReadOnlySpan<byte> trailer) => Read(trailer) == sum;

    public static byte[] Write(ulong sum)
    {
        var trailer = new byte[Bytes];
        BinaryPrimitives.WriteUInt64LittleEndian(trailer, sum);
        return trailer;
    }

    /// <summary>Refuses what may be damaged: it would end the server that loads it.</summary>
    /// <exception cref="PluginException">The checksum is another, or there is none.</exception>
    public static void Check(ulong sum, ReadOnlySpan<byte> trailer, bool isNeeded)
    {
        if (IsGood(sum, trailer) || (!isNeeded && IsAbsent(trailer))) return;
        throw new PluginException(
            PluginExit.Failed,
            IsAbsent(trailer)
                ? "the archive has no checksum (rdbchecksum no), so nobody can tell whether it is damaged, "
                    + "and a damaged one would end the server: load it into another one, and back up that"
                : "the archive is damaged: its checksum is another");
    }

    private static ulong Read(ReadOnlySpan<byte> trailer) => BinaryPrimitives.ReadUInt64LittleEndian(trailer);
}
