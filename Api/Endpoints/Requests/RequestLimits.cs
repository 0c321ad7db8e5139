namespace Shield.Api.Endpoints.Requests;

/// <summary>What bounds a request.</summary>
internal static class RequestLimits
{
    /// <summary>The longest body, in bytes: 1 MiB.</summary>
    public const int BodyBytesMax = 1024 * 1024;

    /// <summary>The longest name of anything or anybody, in characters; short enough for an index.</summary>
    public const int NameCharsMax = 500;

    /// <summary>The longest summary, in characters.</summary>
    public const int SummaryCharsMax = 10_000;

    /// <summary>The longest value in a query, in characters.</summary>
    public const int QueryCharsMax = 1000;

    /// <summary>The longest cursor, in characters: one for the longest name, each of whose characters may be
    /// three bytes of UTF-8, in base 64.</summary>
    public const int CursorCharsMax = 2200;

    /// <summary>The longest Idempotency-Key, in characters.</summary>
    public const int KeyCharsMax = 255;

    /// <summary>The largest page of a list, in rows.</summary>
    public const int PageRowsMax = 1000;
}
