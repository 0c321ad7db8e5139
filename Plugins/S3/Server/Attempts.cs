using System.Net;
using System.Security.Authentication;
using System.Xml;
using Amazon.Runtime;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Server;

/// <summary>Sends requests, and sends those again that may yet succeed.</summary>
/// <param name="words">Puts what went wrong into words.</param>
/// <param name="clock">Measures pauses.</param>
/// <param name="say">Hears of each pause.</param>
internal sealed class Attempts(Words words, TimeProvider clock, Action<string> say)
{
    /// <summary>How long a request may stand still. A server may join many parts before it answers.</summary>
    public static readonly TimeSpan StandstillMax = TimeSpan.FromSeconds(90);

    /// <summary>What an operator waits for is tried less often than what a long upload depends on.</summary>
    private static readonly double[] FewPausesSeconds = [0.5, 1];
    private static readonly double[] PausesSeconds = [0.5, 1, 2, 4, 8, 15, 30];

    /// <summary>Tries until it succeeds or nothing more can be hoped for.</summary>
    /// <param name="what">Completes "cannot …".</param>
    /// <param name="attempt">One request; tells the watch of each progress, and heeds its token.</param>
    /// <param name="cancellationToken">Ends pauses and requests at once.</param>
    /// <exception cref="PluginException">The words for the last failure.</exception>
    public Task<T> RunAsync<T>(
        string what, Func<StandstillWatch, Task<T>> attempt, CancellationToken cancellationToken) =>
        RunAsync(what, PausesSeconds, attempt, cancellationToken);

    /// <summary>The same, given up after three tries.</summary>
    /// <inheritdoc cref="RunAsync{T}(string, Func{StandstillWatch, Task{T}}, CancellationToken)"/>
    public Task<T> RunBrieflyAsync<T>(
        string what, Func<StandstillWatch, Task<T>> attempt, CancellationToken cancellationToken) =>
        RunAsync(what, FewPausesSeconds, attempt, cancellationToken);

    /// <summary>Waits before the next try after a failure that may pass.</summary>
    /// <param name="what">Completes "cannot …".</param>
    /// <param name="fault">What the try threw.</param>
    /// <param name="failures">How many tries have failed in a row, this one among them.</param>
    /// <param name="cancellationToken">Ends the pause.</param>
    /// <exception cref="PluginException">It will not pass, or has been tried often enough.</exception>
    public Task PauseAsync(string what, Exception fault, int failures, CancellationToken cancellationToken) =>
        PauseAsync(what, fault, failures, PausesSeconds, cancellationToken);

    /// <summary>Whether a failure is one of the way, or of the server's moment.</summary>
    public static bool MayPass(Exception fault) => fault switch
    {
        WayFailure way => MayPass(way.Fault),
        AmazonServiceException { ErrorCode: "NotImplemented" } => false,
        AmazonServiceException { ErrorCode: "RequestTimeout" or "SlowDown" or "BadDigest" or "IncompleteBody"
            or "ConditionalRequestConflict" or "OperationAborted" } => true,
        // A server that refuses a request without reading its body takes that for the next one's beginning.
        AmazonServiceException { ErrorCode: "BadRequest", StatusCode: HttpStatusCode.BadRequest } => true,
        AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            or >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented } => true,
        // An answer that broke off, or one that something else on the way has given.
        AmazonUnmarshallingException or XmlException => true,
        AmazonServiceException { InnerException: { } inner } => MayPass(inner),
        HttpRequestException { InnerException: AuthenticationException } => false,
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => false,
        HttpRequestException or IOException or TimeoutException => true,
        AmazonClientException { InnerException: { } inner } => MayPass(inner),
        _ => false,
    };

    /// <summary>Whether something that was thrown is the failure of a request.</summary>
    public static bool IsKnown(Exception fault, StandstillWatch watch, CancellationToken stop) =>
        fault is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
            or TimeoutException or XmlException or WayFailure
        || (fault is OperationCanceledException && watch.HasFired && !stop.IsCancellationRequested);

    private async Task<T> RunAsync<T>(
        string what, double[] pauses, Func<StandstillWatch, Task<T>> attempt,
        CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            using var watch = new StandstillWatch(StandstillMax, cancellationToken);
            try
            {
                return await attempt(watch);
            }
            catch (Exception fault) when (IsKnown(fault, watch, cancellationToken))
            {
                await PauseAsync(what, watch.Translate(fault), failures, pauses, cancellationToken);
            }
        }
    }

    private async Task PauseAsync(
        string what, Exception fault, int failures, double[] pauses, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!MayPass(fault) || failures > pauses.Length)
            throw new RequestFailure($"cannot {what}: {words.Of(fault)}", fault);
        var pause = TimeSpan.FromSeconds(pauses[failures - 1]);
        say($"cannot {what}: {words.Of(fault)}; trying again in {pause.TotalSeconds} s");
        await Task.Delay(pause, clock, cancellationToken);
    }
}
