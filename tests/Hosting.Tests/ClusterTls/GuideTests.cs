using System.Diagnostics;
using System.Text.RegularExpressions;
using Shield.Servers;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.ClusterTls;

/// <summary>Runs what the guide says of certificates, word for word but for the addresses, and makes a
/// cluster with what comes of it.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public async Task The_commands_of_the_guide_make_certificates_with_which_silos_are_one_cluster()
    {
        using var folder = new TempFolder();
        var blocks = Commands();
        Assert.Equal(2, blocks.Count);
        Assert.Contains("NAME=db1 NAMES=IP:10.0.0.5,DNS:db1\n", blocks[1], StringComparison.Ordinal);
        var server = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var database = await CatalogDatabase.OpenAsync(
            CatalogServer.Parse(server)!, CancellationToken.None);

        await RunAsync(folder, blocks[0]);
        await RunAsync(folder, blocks[1].Replace("10.0.0.5", "127.0.0.2", StringComparison.Ordinal));
        await RunAsync(folder, blocks[1].Replace("10.0.0.5", "127.0.0.1", StringComparison.Ordinal)
            .Replace("db1", "core1", StringComparison.Ordinal));
        await using var first = TlsSilo.Make(folder, database, "127.0.0.1", Files(folder, "core1"));
        await using var second = TlsSilo.Make(
            folder, database, "127.0.0.2", Files(folder, "db1"), "db1:5444");
        await first.StartAsync();
        await second.StartAsync();

        await first.ReachAsync(second);
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
