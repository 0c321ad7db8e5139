using System.Diagnostics;
using System.Text.RegularExpressions;
using Shield.Servers;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.ClusterTls;

/// <summary>Runs what the guide says of certificates, word for word but for the addresses, and makes a
/// cluster with what comes of it.</summary>
public sealed partial class GuideTests : IAsyncLifetime
{
    private const string First = "127.0.0.1", Second = "127.0.0.2";

    private readonly TempFolder _folder = new(), _next = new();
    private string _server = "";
    private CatalogDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _database = await CatalogDatabase.OpenAsync(CatalogServer.Parse(_server)!, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(_server);
        _next.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_commands_of_the_guide_make_certificates_with_which_silos_are_one_cluster()
    {
        await MakeAuthorityAsync(_folder);
        await MakeCertificateAsync(_folder, "core1", First);
        await MakeCertificateAsync(_folder, "db1", Second);

        await AssertAreOneClusterAsync(Files(_folder, "core1"), Files(_folder, "db1"));
    }

    [Fact]
    public async Task While_the_authority_is_changed_as_the_guide_says_old_and_new_are_one_cluster()
    {
        await MakeAuthorityAsync(_folder);
        await MakeCertificateAsync(_folder, "core1", First);
        await MakeAuthorityAsync(_next);
        await MakeCertificateAsync(_next, "db1", Second);
        var both = _folder.File("both.crt");
        await File.WriteAllTextAsync(both, string.Concat(
            await File.ReadAllTextAsync(_folder.File("ca.crt")),
            await File.ReadAllTextAsync(_next.File("ca.crt"))));

        await AssertAreOneClusterAsync(
            Files(_folder, "core1") with { Ca = both }, Files(_next, "db1") with { Ca = both });
    }

    private static Task MakeAuthorityAsync(TempFolder folder) => RunAsync(folder, Commands()[0]);

    private static Task MakeCertificateAsync(TempFolder folder, string name, string address)
    {
        var commands = Commands()[1];
        Assert.Contains("NAME=db1 NAMES=IP:10.0.0.5,DNS:db1\n", commands, StringComparison.Ordinal);
        return RunAsync(folder, commands.Replace("10.0.0.5", address, StringComparison.Ordinal)
            .Replace("db1", name, StringComparison.Ordinal));
    }

    private async Task AssertAreOneClusterAsync(SiloTlsFiles one, SiloTlsFiles other)
    {
        await using var first = TlsSilo.Make(_folder, _database, First, one);
        await using var second = TlsSilo.Make(_folder, _database, Second, other, "db1:5444");
        await first.StartAsync();
        await second.StartAsync();

        await first.ReachAsync(second);
        await second.ReachAsync(first);
    }

    private static SiloTlsFiles Files(TempFolder folder, string name) =>
        new(folder.File($"{name}.crt"), folder.File($"{name}.key"), folder.File("ca.crt"));

    private static async Task RunAsync(TempFolder folder, string commands)
    {
        // As a reader would, in a shell; the Sdk would start it under a supervisor.
#pragma warning disable RS0030
        string[] arguments = ["-eu", "-o", "pipefail", "-c", commands];
        using var shell = Process.Start(new ProcessStartInfo("bash", arguments)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
#pragma warning restore RS0030
        var said = await Task.WhenAll(
            shell.StandardError.ReadToEndAsync(), shell.StandardOutput.ReadToEndAsync());
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, string.Concat(said));
    }

    private static IReadOnlyList<string> Commands()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Shield.Orleans.sln"))) root = root.Parent;
        var page = File.ReadAllText(Path.Combine(root.FullName, "docs", "operations.md"));
        var section = page.Split("\n## ").Single(
            part => part.StartsWith("Several machines\n", StringComparison.Ordinal));
        return [.. Block().Matches(section).Select(match => match.Groups["code"].Value)];
    }

    [GeneratedRegex("^```sh\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
