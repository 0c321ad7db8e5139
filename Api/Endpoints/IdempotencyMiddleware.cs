using System.Text;
using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Credentials;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints;

/// <summary>Lets a POST that comes again with the same key do nothing again, and answers as the first time.
/// </summary>
/// <remarks>What was refused has done nothing, so a refusal is not kept: the same request may succeed once
/// its cause is gone.</remarks>
internal sealed class IdempotencyMiddleware(RequestDelegate next, TimeProvider clock)
{
    public Task InvokeAsync(HttpContext context, IRequestLedger ledger)
    {
        var makesSomething = HttpMethods.IsPost(context.Request.Method) && context.GetEndpoint() is not null;
        return makesSomething && IdempotencyKey.Read(context.Request) is { } key
            ? InvokeAsync(context, key, ledger, context.RequestAborted)
            : next(context);
    }

    private async Task InvokeAsync(
        HttpContext context, IdempotencyKey key, IRequestLedger ledger, CancellationToken cancellationToken)
    {
        var body = await context.KeepBodyAsync(cancellationToken);
        var fingerprint = key.Fingerprint(context.Request, context.KnownCaller(), body);
        var noted = await ledger.ClaimAsync(key.Digest, fingerprint, clock.GetUtcNow(), cancellationToken);
        if (noted.Fingerprint != fingerprint)
        {
            throw new ShieldException(
                Reason.Mismatch,
                $"this {IdempotencyKey.Header} came with another request before",
                "choose a new key for a new request");
        }

        if (noted.Answer is { } answer)
        {
            await context.AnswerJsonAsync(Encoding.UTF8.GetBytes(answer), cancellationToken);
            return;
        }

        context.Features.Set(new KeyedAnswer(ledger, key.Digest, noted.Uuid));
        await next(context);
    }
}
