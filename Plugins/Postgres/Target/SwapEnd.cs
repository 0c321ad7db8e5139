using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Postgres.Target;

/// <summary>What came of a swap.</summary>
internal abstract record SwapEnd
{
    private SwapEnd()
    {
    }

    /// <summary>Everything is in its place.</summary>
    internal sealed record Done : SwapEnd;

    /// <summary>Nothing has changed.</summary>
    internal sealed record Refused(ToolEnd Psql) : SwapEnd;

    /// <summary>The server went away, and took the answer with it: either all has happened or
    /// nothing.</summary>
    internal sealed record Unknown(ToolEnd Psql) : SwapEnd;
}
