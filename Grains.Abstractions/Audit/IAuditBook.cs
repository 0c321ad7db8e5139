using Shield.Domain;
using Shield.Domain.Tokens;

namespace Shield.Grains.Audit;

/// <summary>Who has changed what, and who was refused. It is only appended to.</summary>
/// <remarks>A change has two lines: one before it happens, without which it does not, and one with its
/// outcome before it is answered. They are listed as one. When the database is away every member refuses with
/// <see cref="Reason.Unavailable"/>.</remarks>
public interface IAuditBook
{
    /// <summary>Notes a line.</summary>
    Task AppendAsync(AuditLine line, CancellationToken cancellationToken);

    /// <summary>One line for each request, the newest first.</summary>
    /// <remarks>A request that ends while somebody walks through the pages moves to the place of its end.
    /// </remarks>
    IAsyncEnumerable<AuditLine> ListAsync(
        AuditFilter filter, Page page, CancellationToken cancellationToken);
}

/// <summary>What is known of a request.</summary>
public sealed record AuditLine
{
    /// <summary>Names the request; its lines have the same.</summary>
    public required Guid Request { get; init; }

    /// <summary>When this was so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The name of the token; <c>anon</c> when there was none.</summary>
    public required string Who { get; init; }

    /// <summary>The token; null when there was none.</summary>
    public required TokenId? Token { get; init; }

    /// <summary>What the token allowed; null when there was none.</summary>
    public required TokenRole? Role { get; init; }

    /// <summary>The HTTP verb; empty for what was done without HTTP.</summary>
    public required string Method { get; init; }

    /// <summary>Where it went, without its query.</summary>
    public required string Path { get; init; }

    /// <summary>In words, like <c>run job</c>.</summary>
    public required string What { get; init; }

    /// <summary>The address it came from; that of a proxy, if there is one.</summary>
    public required string From { get; init; }

    /// <summary>The HTTP status of the answer; null while there is none. If it stays null the service was
    /// ended, or the caller left, in the middle: the change may have happened.</summary>
    public int? Status { get; init; }

    /// <summary>The UUID of what the request made; null when it made nothing.</summary>
    public Guid? Made { get; init; }
}

/// <summary>Which lines to list; what is null filters nothing.</summary>
/// <param name="Who">Exactly this name.</param>
/// <param name="From">From this moment on.</param>
/// <param name="Until">Before this moment.</param>
public sealed record AuditFilter(string? Who, DateTimeOffset? From, DateTimeOffset? Until);
