namespace Shield.Plugins.S3.Tests.Ways;

/// <summary>After how many bytes of a request or of its answer the connection breaks.</summary>
internal sealed record RelayFault(long RequestBytes = long.MaxValue, long AnswerBytes = long.MaxValue)
{
    /// <summary>The server never hears of it.</summary>
    public static RelayFault Unsent { get; } = new(RequestBytes: 0);

    /// <summary>The server obeys, and nobody is told.</summary>
    public static RelayFault Unanswered { get; } = new(AnswerBytes: 0);
}
