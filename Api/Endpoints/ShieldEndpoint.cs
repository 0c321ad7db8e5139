using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Credentials;
using Shield.Api.Endpoints.Description;
using Shield.Domain.Tokens;

namespace Shield.Api.Endpoints;

/// <summary>One operation. It reads its request itself, so that every fault of it is told at once.</summary>
internal abstract class ShieldEndpoint : EndpointWithoutRequest
{
    /// <summary>The least role that will do, as endpoints say it.</summary>
    protected const TokenRole
        Operator = TokenRole.Operator, Engineer = TokenRole.Engineer, Admin = TokenRole.Admin;

    /// <summary>What the operation does.</summary>
    public sealed override Task HandleAsync(CancellationToken ct) => HandleAsync(HttpContext, ct);

    /// <summary>What the operation does.</summary>
    protected abstract Task HandleAsync(HttpContext context, CancellationToken cancellationToken);

    /// <summary>It looks at something, as every role may; HEAD does too.</summary>
    protected Operation Reads(string route) => Reads(TokenRole.Viewer, route);

    /// <summary>It looks at something; HEAD does too.</summary>
    protected Operation Reads(TokenRole least, string route) =>
        Looks(new Access(least, IsAudited: false), route);

    /// <summary>It looks at what anybody may know, token or not; HEAD does too.</summary>
    protected Operation ReadsOpenly(string route) => Looks(Access.Open, route);

    /// <summary>It hands out what was backed up, which the audit notes; HEAD does too.</summary>
    protected Operation Downloads(TokenRole least, string route) =>
        Looks(new Access(least, IsAudited: true), route);

    /// <summary>It makes something, or sets it going.</summary>
    protected Operation Post(TokenRole least, string route)
    {
        Post(route);
        return Declare(HttpMethods.Post, new Access(least, IsAudited: true));
    }

    /// <summary>It replaces something.</summary>
    protected Operation Put(TokenRole least, string route)
    {
        Put(route);
        return Declare(HttpMethods.Put, new Access(least, IsAudited: true));
    }

    /// <summary>It ends something.</summary>
    protected Operation Delete(TokenRole least, string route)
    {
        Delete(route);
        return Declare(HttpMethods.Delete, new Access(least, IsAudited: true));
    }

    private Operation Looks(Access access, string route)
    {
        Verbs(Http.GET, Http.HEAD);
        Routes(route);
        return Declare(HttpMethods.Get, access);
    }

    private Operation Declare(string verb, Access access)
    {
        var operation = new Operation(GetType(), verb, access);
        Options(route => route.WithMetadata(access, operation));
        return operation;
    }
}
