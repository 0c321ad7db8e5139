using System.Net;

namespace Shield.Silo.Hosting.Settings;

/// <summary>Where the API answers.</summary>
internal static class ListenSetting
{
    private static readonly Uri None = new("http://127.0.0.1");

    /// <summary>The URL, https when there is a certificate; any after a fault.</summary>
    public static Uri Take(SettingValues values, TlsFiles? tls)
    {
        const string Expected = "an address like http://127.0.0.1:8888 or https://0.0.0.0:8888";
        if (values.Take(Setting.Listen, Parse, Expected) is not { } url) return None;
        if (tls is not null) return new UriBuilder(url) { Scheme = "https" }.Uri;
        if (url.Scheme is "https" && values.Find(Setting.TlsCert.Name) is null)
        {
            var needed = $"{Setting.TlsCert.Name} and {Setting.TlsKey.Name}";
            values.Fault($"{Setting.Listen.Name} is \"{url}\", which needs {needed}");
        }

        return url;
    }

    // A name would be listened to on every address, whatever it means.
    private static Uri? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "", Fragment: "" }
        && (url.Host is "localhost" || IPAddress.TryParse(url.DnsSafeHost, out _))
            ? url
            : null;
}
