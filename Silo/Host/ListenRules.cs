using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Shield.Domain;
using Shield.Grains.Tokens;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Host;

/// <summary>Where the API may answer, and how.</summary>
internal static class ListenRules
{
    /// <summary>Whether tokens can be read on their way.</summary>
    public static bool IsExposed(Uri listen) => listen is { Scheme: "http", IsLoopback: false };

    /// <summary>Fails if others than this machine could call an API that asks for no credentials.</summary>
    /// <exception cref="ShieldException">There is no token yet (Invalid).</exception>
    public static async Task EnsureAllowedAsync(Uri listen, ITokenBook tokens)
    {
        if (listen.IsLoopback) return;
        var check = await tokens.CheckAsync(hash: null, DateTimeOffset.UnixEpoch, CancellationToken.None);
        if (check.IsInForce) return;
        var place = listen.GetLeftPart(UriPartial.Authority);
        throw new ShieldException(
            Reason.Invalid,
            $"SHIELD_LISTEN {place} is open to others, and there is no token yet",
            "make one first: shieldd token create --name NAME --role admin");
    }

    /// <summary>Listens there, with the certificate if there is one.</summary>
    public static void UseShieldAddress(this IWebHostBuilder host, ShieldSettings settings)
    {
        host.UseKestrelCore().UseUrls(settings.Listen.ToString());
        host.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (settings.Tls is not { } tls) return;
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(tls.Cert);
        var own = X509Certificate2.CreateFromPemFile(tls.Cert, tls.Key);
        host.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(
            https => (https.ServerCertificate, https.ServerCertificateChain) = (own, chain)));
    }
}
