using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting.ClusterTls;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.ClusterTls;

/// <summary>A silo that wants to come in.</summary>
/// <param name="Database">By which it finds the others.</param>
/// <param name="Address">Where it says to its own checks that it will be.</param>
/// <param name="Files">What it shows to its own checks; null for plain text.</param>
/// <param name="Shown">What it shows to the others, if it is something else.</param>
/// <param name="At">Where it is, if that is elsewhere.</param>
internal sealed record Stranger(
    string Database, string Address, SiloTlsFiles? Files, SiloTlsFiles? Shown = null, string? At = null);

/// <summary>A process with one silo. One that is kept out is told that it is dead, and ends its process.
/// </summary>
internal sealed class OtherProcess : IDisposable
{
    public const string Verb = "join";
    private const string Joined = "joined";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private OtherProcess(Process process) => _process = process;

    /// <summary>Whether it runs and is not in.</summary>
    public bool IsTrying => !_process.HasExited && !_lines.Contains(Joined);

    public string Output => string.Join('\n', _lines);

    /// <summary>Its life, inside.</summary>
    public static async Task<int> JoinAsync(string path, string stranger)
    {
        var wish = JsonSerializer.Deserialize<Stranger>(stranger)!;
        using var folder = new TempFolder(path);
        await using var database = await CatalogDatabase.OpenAsync(
            CatalogServer.Parse(wish.Database)!, CancellationToken.None);
        await using var silo = TlsSilo.Make(
            folder, database, wish.Address, wish.Files, change: silo => Change(silo, wish));
        await silo.StartAsync();
        Console.WriteLine(Joined);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        return 0;
    }

    /// <summary>Its start, outside.</summary>
    public static OtherProcess Start(TempFolder folder, Stranger stranger)
    {
        string[] arguments = [Verb, folder.File("other"), JsonSerializer.Serialize(stranger)];
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // It need not end gently, and the Sdk would end it so.
#pragma warning disable RS0030
        var other = new OtherProcess(Process.Start(start)!);
#pragma warning restore RS0030
        other._process.OutputDataReceived += other.Keep;
        other._process.ErrorDataReceived += other.Keep;
        other._process.BeginOutputReadLine();
        other._process.BeginErrorReadLine();
        return other;
    }

    public Task JoinedAsync() => Poll.UntilAsync(() => Task.FromResult(_lines.Contains(Joined)));

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void Change(ISiloBuilder silo, Stranger wish)
    {
        if (wish.Shown is { } shown) silo.Services.AddSingleton(_ => ClusterCertificate.Open(shown));
        if (wish.At is not { } at) return;
        silo.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = IPAddress.Parse(at);
            options.SiloListeningEndpoint = new(options.AdvertisedIPAddress, options.SiloPort);
        });
    }

    private void Keep(object sender, DataReceivedEventArgs said)
    {
        if (said.Data is { } line) _lines.Enqueue(line);
    }
}
