using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Credentials;
using Shield.Domain;
using Shield.Grains.Audit;

namespace Shield.Api.Endpoints.Audit;

/// <summary>Notes each request that changes something, before it does and before it is answered.</summary>
/// <remarks>A change that cannot be noted does not happen: 503. One that has happened is answered truly even
/// if its outcome cannot be noted; the log says so, and the audit shows it without a status.</remarks>
internal sealed class AuditMiddleware(
    RequestDelegate next, TimeProvider clock, ILogger<AuditMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context, IAuditBook book)
    {
        if (Access.Of(context.GetEndpoint()).IsAudited)
        {
            var line = AuditLines.Of(context, clock.GetUtcNow());
            await book.AppendAsync(line, context.RequestAborted);
            context.Response.OnStarting(() => context.Features.Get<LateOutcome>() is null
                ? NoteOutcomeAsync(context, book, line)
                : Task.CompletedTask);
            await NoteLateAsync(context, book, line);
            return;
        }

        await next(context);
    }

    /// <summary>Of an answer that lasts, the outcome is known when it has ended.</summary>
    private async Task NoteLateAsync(HttpContext context, IAuditBook book, AuditLine line)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (context.Features.Get<LateOutcome>() is { } outcome)
            {
                var what = outcome.IsWhole ? line.What : $"{line.What} ({outcome.Words})";
                await NoteOutcomeAsync(context, book, line with { What = what });
            }
        }
    }

    private async Task NoteOutcomeAsync(HttpContext context, IAuditBook book, AuditLine line)
    {
        var outcome = line with
        {
            At = clock.GetUtcNow(),
            Status = context.Response.StatusCode,
            Made = context.Response.StatusCode == StatusCodes.Status200OK ? context.MadeUuid() : null,
        };
        try
        {
            // It has happened, whether or not whoever asked still waits.
            await book.AppendAsync(outcome, CancellationToken.None);
        }
        catch (ShieldException away) when (away.Reason is Reason.Unavailable)
        {
            logger.OutcomeNotNoted(line.Who, line.Method, line.Path, outcome.Status);
        }
    }
}
