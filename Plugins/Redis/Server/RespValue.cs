namespace Shield.Plugins.Redis.Server;

/// <summary>What a server answers.</summary>
internal abstract record RespValue
{
    private RespValue()
    {
    }

    internal sealed record Text(string Value) : RespValue;

    /// <summary>A refusal, in the server's words.</summary>
    internal sealed record Refusal(string Value) : RespValue;

    internal sealed record Number(long Value) : RespValue;

    internal sealed record Items(IReadOnlyList<RespValue> Values) : RespValue;

    internal sealed record Nothing : RespValue;

    /// <summary>Text as bytes; the answers that this plugin reads are small.</summary>
    internal sealed record Bytes(byte[] Value) : RespValue;
}
