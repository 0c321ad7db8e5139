using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Shield.Cli.Tests.Client;

public sealed class TlsTests
{
    [Fact]
    public async Task A_certificate_that_signs_itself_is_refused_until_k_says_otherwise()
    {
        await using var core = await StartAsync();
        var url = core.Urls.First();

        var careful = await new Shell().RunAsync($"list jobs --core {url}");
        var careless = await new Shell().RunAsync($"list jobs -k --core {url}");

        Assert.Equal(3, careful.Exit);
        Assert.Contains("its certificate is not trusted", careful.Error, StringComparison.Ordinal);
        Assert.Equal(0, careless.Exit);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(SelfSigned())));
        var app = builder.Build();
        app.Run(http => http.Response.WriteAsync("[]"));
        await app.StartAsync();
        return app;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
