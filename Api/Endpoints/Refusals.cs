using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Orleans.Runtime.Messaging;
using Orleans.Storage;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Credentials;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;

namespace Shield.Api.Endpoints;

/// <summary>The one place where a refusal becomes an HTTP status, and an exception an RFC 9457 problem.
/// </summary>
internal static class Refusals
{
    /// <summary>When to ask again, in seconds, after something that is needed was away.</summary>
    public const int RetryAfterSeconds = 5;

    /// <summary>When to ask again, in seconds, after too many failures.</summary>
    public static readonly int ThrottledSeconds = (int)FailureCounter.Window.TotalSeconds;

    /// <summary>What a caller learns of a bug.</summary>
    public static ProblemBody Bug { get; } = Problem(
        StatusCodes.Status500InternalServerError,
        "the service made a mistake",
        "the log of the service says what happened; please report it");

    /// <summary>The status of a refusal.</summary>
    public static int StatusOf(Reason reason) => reason switch
    {
        Reason.Invalid => StatusCodes.Status400BadRequest,
        Reason.Unauthenticated => StatusCodes.Status401Unauthorized,
        Reason.Forbidden => StatusCodes.Status403Forbidden,
        Reason.NotFound => StatusCodes.Status404NotFound,
        Reason.Conflict => StatusCodes.Status409Conflict,
        Reason.Stale => StatusCodes.Status412PreconditionFailed,
        Reason.TooLarge => StatusCodes.Status413PayloadTooLarge,
        Reason.Mismatch => StatusCodes.Status422UnprocessableEntity,
        Reason.Throttled => StatusCodes.Status429TooManyRequests,
        Reason.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The problem an exception stands for, or null when it is a bug.</summary>
    public static ProblemBody? Explain(Exception exception) => exception switch
    {
        FaultyRequestException e => Problem(StatusCodes.Status400BadRequest, e.Message, e.Hint) with
        {
            Missing = e.Missing,
            Errors = e.Errors,
        },
        ShieldException { Reason: Reason.Invalid, Field.Length: > 0 } e => Invalid(e),
        ShieldException e => Problem(StatusOf(e.Reason), e.Message, e.Hint),
        InUseException e => Explain(e.Refusal)! with
        {
            UsedBy = [.. e.Users.Select(user => new UserBody(user.Kind, user.Uuid, user.Name))],
        },

        // A grain that could not be loaded has not run: the cluster says why in its own words, around ours.
        OrleansException { InnerException: ShieldException e } => Explain(e),
        BadHttpRequestException e => Problem(
            e.StatusCode, "the request could not be read", "send it again, whole and well-formed"),

        // The cluster or its database is away, or the answer did not come in time: nothing is known.
        OrleansMessageRejectionException or ConnectionFailedException or GatewayTooBusyException
            or ClientNotAvailableException or TimeoutException or OperationCanceledException
            or DbException { IsTransient: true } => Away,

        // Somebody else wrote in the same instant, and the loser has forgotten what it knew.
        InconsistentStateException => Away,
        _ => null,
    };

    /// <summary>Answers with a problem.</summary>
    public static Task SendAsync(HttpContext context, ProblemBody problem)
    {
        context.Response.Clear();
        context.Response.StatusCode = problem.Status;
        var (header, value) = problem.Status switch
        {
            StatusCodes.Status401Unauthorized => (HeaderNames.WWWAuthenticate, ShownToken.Scheme),
            StatusCodes.Status429TooManyRequests => (HeaderNames.RetryAfter, $"{ThrottledSeconds}"),
            StatusCodes.Status503ServiceUnavailable => (HeaderNames.RetryAfter, $"{RetryAfterSeconds}"),
            _ => ("", ""),
        };
        if (header.Length > 0) context.Response.Headers[header] = value;
        return context.AnswerProblemAsync(problem);
    }

    /// <summary>Says in words what a bare status means: no such route, or not with this verb.</summary>
    public static Task ExplainStatusAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value);
        var allowed = context.Response.Headers.Allow.ToString();
        return context.AnswerProblemAsync(context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem(
                StatusCodes.Status404NotFound, $"there is nothing at {path}", "the API begins with /v1"),
            StatusCodes.Status405MethodNotAllowed => Problem(
                StatusCodes.Status405MethodNotAllowed, $"{path} does not know {method}", $"use {allowed}"),
            var status => Problem(status, "the request was refused", ""),
        });
    }

    private static ProblemBody Away => Problem(
        StatusCodes.Status503ServiceUnavailable,
        "the cluster or its database is away, or busy",
        "try again in a moment; a change that was asked for may or may not have happened, so look first");

    private static ProblemBody Invalid(ShieldException fault) =>
        Problem(StatusCodes.Status400BadRequest, fault.Message, fault.Hint) with
        {
            Errors = new Dictionary<string, IReadOnlyList<string>> { [fault.Field] = [fault.Message] },
        };

    private static ProblemBody Problem(int status, string detail, string hint)
    {
        var isInvalid = status is StatusCodes.Status400BadRequest;
        return new ProblemBody(
            Type: "about:blank",
            Title: ReasonPhrases.GetReasonPhrase(status),
            Status: status,
            Detail: detail,
            Hint: hint,
            Error: detail,
            Missing: isInvalid ? [] : null,
            Errors: isInvalid ? new Dictionary<string, IReadOnlyList<string>>() : null,
            UsedBy: null);
    }
}
