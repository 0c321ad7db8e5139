using System.Net;
using Microsoft.AspNetCore.Http;
using Shield.Domain;

namespace Shield.Api.Endpoints.Credentials;

/// <summary>What a request says about where it comes from.</summary>
/// <param name="Method">Its verb.</param>
/// <param name="Host">The name under which it reached us, with the port if it has one.</param>
/// <param name="Origin">The site whose page sent it; empty when no page did.</param>
/// <param name="FetchSite">What the browser says about that site; empty when no browser did.</param>
internal sealed record Caller(string Method, string Host, string Origin, string FetchSite)
{
    /// <summary>What this request says.</summary>
    public static Caller Of(HttpRequest request) => new(
        request.Method,
        request.Host.Value ?? "",
        request.Headers.Origin.ToString(),
        request.Headers["Sec-Fetch-Site"].ToString())
    {
        IsRemote = request.HttpContext.Connection.RemoteIpAddress is { } address
            && !IPAddress.IsLoopback(address),
    };

    /// <summary>Whether it came from another machine.</summary>
    public bool IsRemote { get; init; }
}

/// <summary>Who may call an API that asks for no credentials.</summary>
internal static class GuardRules
{
    /// <summary>The refusal, or null for a welcome caller.</summary>
    public static ShieldException? WhyRefused(Caller caller)
    {
        if (caller.IsRemote || !IsLoopback(caller.Host))
        {
            // A page whose name was made to point at 127.0.0.1 comes with that name.
            return new ShieldException(
                Reason.Forbidden,
                "without credentials only this machine is served, under a loopback name",
                "call 127.0.0.1, [::1] or localhost");
        }

        return IsHarmless(caller.Method) || IsSameSite(caller) ? null : new ShieldException(
            Reason.Forbidden,
            "a page of another site may not change anything here",
            "use the command line, or the pages this service itself serves");
    }

    /// <summary>Whether a Host header names this machine.</summary>
    public static bool IsLoopback(string host)
    {
        var name = new HostString(host).Host;
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return true;
        return IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address);
    }

    private static bool IsHarmless(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsSameSite(Caller caller)
    {
        // Another port of this machine is the same "site" to a browser, but not the same program.
        if (caller.FetchSite is not ("" or "same-origin" or "none")) return false;
        return caller.Origin.Length == 0
            || (Uri.TryCreate(caller.Origin, UriKind.Absolute, out var origin)
                && origin.Authority.Equals(caller.Host, StringComparison.OrdinalIgnoreCase));
    }
}
