namespace Shield.Domain;

/// <summary>Why something was refused. Each maps to one HTTP status, in one file of the API.</summary>
public enum Reason
{
    /// <summary>What was asked for makes no sense (400).</summary>
    Invalid,

    /// <summary>Nobody knows who is asking (401).</summary>
    Unauthenticated,

    /// <summary>Who is asking may not (403).</summary>
    Forbidden,

    /// <summary>There is no such thing (404).</summary>
    NotFound,

    /// <summary>It makes sense, but not now (409).</summary>
    Conflict,

    /// <summary>It has been changed since the caller looked (412).</summary>
    Stale,

    /// <summary>More than the limit (413).</summary>
    TooLarge,

    /// <summary>The same idempotency key with another request (422).</summary>
    Mismatch,

    /// <summary>Too often (429).</summary>
    Throttled,

    /// <summary>Something that is needed is away; try again (503).</summary>
    Unavailable,
}

/// <summary>A refusal: a lower-case fact, and a hint that says what to do.</summary>
[GenerateSerializer, Alias("shield.ShieldException")]
public sealed class ShieldException : Exception
{
    /// <summary>Refuses.</summary>
    /// <param name="reason">The kind of refusal.</param>
    /// <param name="message">A lower-case fact, without secrets.</param>
    /// <param name="hint">What the caller can do about it; may be empty.</param>
    public ShieldException(Reason reason, string message, string hint)
        : base(message)
    {
        Reason = reason;
        Hint = hint;
    }

    /// <summary>The kind of refusal.</summary>
    [Id(0)]
    public Reason Reason { get; }

    /// <summary>What the caller can do about it; may be empty.</summary>
    [Id(1)]
    public string Hint { get; }

    /// <summary>The field of the request that is at fault, as the wire calls it; empty when it is none in
    /// particular.</summary>
    [Id(2)]
    public string Field { get; init; } = "";

    /// <summary>There is no <paramref name="noun"/> with this id.</summary>
    public static ShieldException NotFound(string noun, Guid id) => new(
        Reason.NotFound,
        $"there is no {noun} {id:d}",
        $"list what there is with `shield list {Plural(noun)}`");

    private static string Plural(string noun) => noun.EndsWith('y') ? $"{noun[..^1]}ies" : $"{noun}s";
}
