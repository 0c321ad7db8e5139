using System.Security.Cryptography;
using Shield.Domain;
using Shield.Domain.Tokens;
using Shield.Grains.Audit;
using Shield.Grains.Tokens;
using Shield.Silo.Hosting;
using Shield.Silo.Hosting.Programs;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Host;

/// <summary><c>shieldd token create</c>: the way to the first token, and back in when all are lost. It writes
/// into the catalog itself; the service may be running.</summary>
internal static class TokenCommand
{
    /// <summary>Makes a token and prints it, once.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> CreateAsync(string[] options)
    {
        var wish = TokenWish.Read(options);
        if (wish.Fault is null) return await Launch.RunAsync(settings => CreateAsync(settings, wish));
        await Console.Error.WriteLineAsync($"shieldd: {wish.Fault}; see shieldd --help");
        return 2;
    }

    private static async Task CreateAsync(ShieldSettings settings, TokenWish wish)
    {
        await using var catalog =
            await Daemon.OpenCatalogAsync(settings, HomeFolder.FindCatalog(settings.Home));
        var secret = TokenSecret.From(RandomNumberGenerator.GetBytes(TokenSecret.RandomBytes));
        var now = TimeProvider.System.GetUtcNow();
        var token = TokenRow.New(new TokenId(Guid.NewGuid()), wish.Name, wish.Role, now, wish.Life);
        await catalog.AuditBook.AppendAsync(Line(token), CancellationToken.None);
        await catalog.TokenBook.CreateAsync(token, secret.Hash, CancellationToken.None);
        Console.WriteLine(secret.Text);
    }

    private static AuditLine Line(TokenRow token) => new()
    {
        Request = Guid.NewGuid(),
        At = token.CreatedAt,
        Who = Environment.UserName,
        Token = null,
        Role = null,
        Method = "",
        Path = "shieldd token create",
        What = $"create token {token.Name}",
        From = Environment.MachineName,
        Status = 200,
        Made = token.Uuid.Value,
    };
}
