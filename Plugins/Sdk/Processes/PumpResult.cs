namespace Shield.Plugins.Sdk.Processes;

/// <summary>Which side ended a <see cref="BytePump"/>.</summary>
public enum PumpEnd
{
    /// <summary>The source ended and the sink took every byte; it may still have been cut.</summary>
    SourceEnded,

    /// <summary>The sink took no more: its reader has gone (EPIPE), or writing failed.</summary>
    SinkBroke,

    /// <summary>Reading failed, or what was read was not valid.</summary>
    SourceFailed,
}

/// <summary>What a <see cref="BytePump"/> did.</summary>
/// <param name="End">Why it stopped.</param>
/// <param name="Bytes">What the sink took, in whole buffers.</param>
/// <param name="Sha256">The digest of exactly those bytes; 64 lower-case hexadecimal digits.</param>
/// <param name="Fault">What failed, for a log; null if nothing did, or if the reader just left.</param>
public sealed record PumpResult(PumpEnd End, long Bytes, string Sha256, string? Fault);
