using System.Net;
using Shield.Api.Contracts;

namespace Shield.Api.Client;

/// <summary>The core understood the question and said no. The message is the problem's detail.</summary>
/// <param name="problem">What it said, with a hint where it gave one.</param>
public sealed class ApiRefusalException(ProblemBody problem) : Exception(problem.Detail)
{
    /// <summary>The refusal with all its faults: <c>Hint</c>, <c>Missing</c>, <c>Errors</c>, <c>UsedBy</c>.
    /// </summary>
    public ProblemBody Problem { get; } = problem;

    /// <summary>The HTTP status of the answer.</summary>
    public HttpStatusCode Status => (HttpStatusCode)Problem.Status;

    /// <summary>After how long the core wants to be asked again; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the same question may be answered later: 429 and 503.</summary>
    public bool IsTemporary => Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
}
