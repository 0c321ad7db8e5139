using System.Text;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Etcd;

/// <summary>An endpoint whose fields make sense together.</summary>
internal sealed record EtcdSettings
{
    public required IReadOnlyList<Uri> Urls { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public string? CaCert { get; init; }

    public string? ClientCert { get; init; }

    public string? ClientKey { get; init; }

    public required byte[] Prefix { get; init; }

    /// <exception cref="PluginException">Exit code 12 or 13.</exception>
    public static EtcdSettings Read(Endpoint endpoint)
    {
        var settings = new EtcdSettings
        {
            Username = endpoint.Text(EtcdFields.Username),
            Password = endpoint.Text(EtcdFields.Password),
            CaCert = endpoint.Text(EtcdFields.CaCert),
            ClientCert = endpoint.Text(EtcdFields.ClientCert),
            ClientKey = endpoint.Text(EtcdFields.ClientKey),
            Urls = [.. endpoint.List(EtcdFields.Urls).Select(Parse)],
            Prefix = Encoding.UTF8.GetBytes(endpoint.Text(EtcdFields.Prefix) ?? ""),
        };
        Together(EtcdFields.Username, settings.Username, EtcdFields.Password, settings.Password);
        Together(EtcdFields.ClientCert, settings.ClientCert, EtcdFields.ClientKey, settings.ClientKey);
        return settings;
    }

    private static Uri Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw Endpoint.Invalid(
                EtcdFields.Urls, "has an entry that does not begin with http:// or https://");
        if (url.UserInfo.Length > 0)
            throw Endpoint.Invalid(
                EtcdFields.Urls,
                $"has a user in a URL: they belong in {EtcdFields.Username} and {EtcdFields.Password}");
        if (url.PathAndQuery != "/")
            throw Endpoint.Invalid(EtcdFields.Urls, "has a URL with a path; it ends with the port");
        return url;
    }

    private static void Together(string name, string? value, string other, string? otherValue)
    {
        if (value is null == otherValue is null) return;
        var (missing, there) = value is null ? (name, other) : (other, name);
        throw new PluginException(
            PluginExit.FieldMissing, $"endpoint field '{missing}' is required, since '{there}' is given");
    }
}
