using System.Text.RegularExpressions;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Server;

/// <summary>An endpoint, read and checked.</summary>
/// <param name="Url">The management API, without name and password; it ends with a slash.</param>
/// <param name="Amqp">Where AMQP is spoken.</param>
/// <param name="Username">The account.</param>
/// <param name="Password">Its password.</param>
/// <param name="Trust">Which certificates are good.</param>
/// <param name="Vhost">The one virtual host; null for all.</param>
/// <param name="Messages">Whether messages are backed up and restored.</param>
/// <param name="MessagesExclude">Patterns of names of queues whose messages are left out.</param>
/// <param name="Overwrite">Whether a restore makes virtual hosts anew.</param>
/// <param name="Users">Whether a restore brings back users.</param>
internal sealed record Settings(
    Uri Url, Uri Amqp, string Username, string Password, Trust Trust, string? Vhost, bool Messages,
    IReadOnlyList<string> MessagesExclude, bool Overwrite, bool Users)
{
    private const int AmqpPort = 5672;
    private const int AmqpsPort = 5671;

    public static Settings Read(Endpoint endpoint)
    {
        var url = UrlOf(endpoint, RabbitmqFields.Url, "http", "https")!;
        if (!url.AbsolutePath.EndsWith('/')) url = new Uri(url.AbsoluteUri + "/");
        var amqp = UrlOf(endpoint, RabbitmqFields.AmqpUrl, "amqp", "amqps")
            ?? new Uri((url.Scheme == "https" ? "amqps" : "amqp") + "://" + HostOf(url));
        return new Settings(
            url, amqp,
            endpoint.RequiredText(RabbitmqFields.Username), endpoint.RequiredText(RabbitmqFields.Password),
            Trust.Of(endpoint), endpoint.Text(RabbitmqFields.Vhost), endpoint.Flag(RabbitmqFields.Messages),
            endpoint.List(RabbitmqFields.MessagesExclude), endpoint.Flag(RabbitmqFields.Overwrite),
            endpoint.Flag(RabbitmqFields.Users));
    }

    /// <summary>Whether AMQP goes through TLS.</summary>
    public bool AmqpIsSecure => Amqp.Scheme == "amqps";

    /// <summary>The port of AMQP, given or usual.</summary>
    public int AmqpPortUsed => Amqp.Port > 0 ? Amqp.Port : AmqpIsSecure ? AmqpsPort : AmqpPort;

    /// <summary>Whether the messages of a queue are left out by name.</summary>
    public bool LeavesOut(string queue) => MessagesExclude.Any(pattern => Regex.IsMatch(
        queue, "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal) + "$",
        RegexOptions.Singleline | RegexOptions.CultureInvariant));

    /// <summary>Never the content: it has the password.</summary>
    public override string ToString() => "[redacted]";

    private static string HostOf(Uri url) =>
        url.HostNameType == UriHostNameType.IPv6 ? $"[{url.IdnHost}]" : url.IdnHost;

    private static Uri? UrlOf(Endpoint endpoint, string field, params string[] schemes)
    {
        if (endpoint.Text(field) is not { } text) return null;
        var url = new Uri(text);
        if (!schemes.Contains(url.Scheme))
            throw Endpoint.Invalid(field, $"must begin with {string.Join(":// or ", schemes)}://");
        if (url.UserInfo.Length > 0)
            throw Endpoint.Invalid(
                field, $"must not hold a name or password: use {RabbitmqFields.Username} and "
                + RabbitmqFields.Password);
        return url.Query.Length == 0 && url.Fragment.Length == 0
            ? url
            : throw Endpoint.Invalid(field, "must end with its path, without ? and #");
    }
}
