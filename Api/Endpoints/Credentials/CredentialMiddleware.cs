using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Audit;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Domain.Tokens;
using Shield.Grains.Audit;
using Shield.Grains.Tokens;

namespace Shield.Api.Endpoints.Credentials;

/// <summary>Lets in who may come in. While no credentials are in force that is whoever is on this machine.
/// </summary>
/// <remarks>A right token is always served: an address that others have failed from, like that of a proxy,
/// locks nobody out. Tokens are sent by no browser of its own accord, so that a page of another site has
/// none.</remarks>
internal sealed class CredentialMiddleware(RequestDelegate next, FailureCounter failures, TimeProvider clock)
{
    private const string HowToGetOne = "an admin makes one: `shield token create`";

    /// <summary>Whether they were seen to be in force, which does not end.</summary>
    private volatile bool _isInForce;

    public async Task InvokeAsync(HttpContext context, ITokenBook book, IAuditBook audit, RefusalNotes notes)
    {
        try
        {
            var access = Access.Of(context.GetEndpoint());
            if (access.Least is { } least) await AdmitAsync(context, book, least);
            else await AdmitAnybodyAsync(context, book);
        }
        catch (ShieldException refusal) when (refusal.Reason is not Reason.Unavailable)
        {
            await notes.NoteAsync(context, audit, refusal);
            throw;
        }

        await next(context);
    }

    private async Task AdmitAsync(HttpContext context, ITokenBook book, TokenRole least)
    {
        var hash = ShownToken.HashOf(context.Request);
        var check = await CheckAsync(context, book, hash);
        if (!check.IsInForce)
        {
            if (GuardRules.WhyRefused(Caller.Of(context.Request)) is { } refusal) throw refusal;
            return;
        }

        if (hash is null)
        {
            throw new ShieldException(
                Reason.Unauthenticated,
                "this needs a token",
                $"send `Authorization: {ShownToken.Scheme} …` or `{ShownToken.Header}: …`; {HowToGetOne}");
        }

        // Also of whoever is refused the audit says whose token it was.
        if (check.Token is not { } token) throw Failed(context, null);
        context.Features.Set(new KnownCaller(token.Uuid, token.Name, token.Role));
        if (!token.IsValid(clock.GetUtcNow())) throw Failed(context, token);
        if (token.Role.Includes(least)) return;
        var (needed, held) = (WireWords.Of(least), WireWords.Of(token.Role));
        throw new ShieldException(
            Reason.Forbidden,
            $"this takes the role {needed}, and the token {token.Name} has {held}",
            "ask an admin for a token with that role");
    }

    /// <summary>The catalog is asked only where that cannot be helped, so that probes learn whether the
    /// process answers while the catalog is away.</summary>
    private async Task AdmitAnybodyAsync(HttpContext context, ITokenBook book)
    {
        if (_isInForce || GuardRules.WhyRefused(Caller.Of(context.Request)) is not { } refusal) return;
        var check = await CheckAsync(context, book, hash: null);
        if (!check.IsInForce) throw refusal;
    }

    private async Task<TokenCheck> CheckAsync(HttpContext context, ITokenBook book, string? hash)
    {
        var check = await book.CheckAsync(hash, clock.GetUtcNow(), context.RequestAborted);
        if (check.IsInForce) _isInForce = true;
        return check;
    }

    private ShieldException Failed(HttpContext context, TokenRow? token)
    {
        if (failures.IsTooMany(context.Connection.RemoteIpAddress))
        {
            return new ShieldException(
                Reason.Throttled,
                "too many wrong tokens came from this address",
                "correct the token; a right one is always served");
        }

        // Only whoever has the secret learns that there was such a token.
        var why = token switch
        {
            null => "nobody knows this token",
            { RevokedAt: { } at } => $"the token {token.Name} was revoked at {WireTime.Rfc3339(at)}",
            _ => $"the token {token.Name} expired at {WireTime.Rfc3339(token.ExpiresAt)}",
        };
        return new ShieldException(Reason.Unauthenticated, why, HowToGetOne);
    }
}
