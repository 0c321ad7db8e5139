namespace Shield.Api.Client;

/// <summary>What the core answered: the value, and the very bytes it came in.</summary>
/// <typeparam name="T">The record of Api/Contracts that the bytes were read as.</typeparam>
/// <param name="Value">The answer, understood.</param>
/// <param name="Json">The body as it was sent, UTF-8, for those who hand it on unread.</param>
public readonly record struct Answer<T>(T Value, ReadOnlyMemory<byte> Json)
{
    /// <summary>The ETag of what was answered, quotes included, for an edit or a delete that must not
    /// overwrite somebody else's; null where there is none.</summary>
    public string? Tag { get; init; }
}
