using System.Buffers.Binary;
using System.Globalization;
using Shield.Plugins.Redis.Server;

namespace Shield.Plugins.Redis.Target;

/// <summary>Up to which version of the format a server loads.</summary>
/// <param name="IsValkey">Whether it also loads those that Valkey has numbered anew.</param>
/// <param name="Version">The newest one.</param>
internal sealed record RdbVersion(bool IsValkey, int Version)
{
    /// <summary>Valkey 9 began here.</summary>
    private const int ValkeyMin = 80;

    /// <summary>Redis 5 and 6 cannot be asked; both write 9.</summary>
    private const int BeforeFunctions = 9;

    private const int TailBytes = 10;
    private const int OldestMajor = 5;

    /// <summary>Asks: a dump of the functions, be there any or none, ends with the version.</summary>
    public static async Task<RdbVersion> OfAsync(
        RedisConnection server, ServerFacts facts, CancellationToken cancellationToken)
    {
        if (Major(facts) is >= OldestMajor and < 7) return new RdbVersion(false, BeforeFunctions);
        return await server.AskAsync(["FUNCTION", "DUMP"], cancellationToken)
            is RespValue.Bytes { Value: { Length: >= TailBytes } dump }
            ? Of(BinaryPrimitives.ReadUInt16LittleEndian(dump.AsSpan(dump.Length - TailBytes)))
            : throw server.Wire.Failure("does not say which format it loads");
    }

    private static RdbVersion Of(int version) => new(version >= ValkeyMin, version);

    private static int Major(ServerFacts facts) =>
        int.TryParse(facts.Version.Split('.')[0], CultureInfo.InvariantCulture, out var major) ? major : 0;
}
