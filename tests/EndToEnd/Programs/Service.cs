using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Shield.Plugins.Sdk.Processes;
using Shield.Servers;
using Shield.Testing;

namespace Shield.EndToEnd.Programs;

/// <summary>The service as it is shipped, in a folder and on a port of its own.</summary>
internal sealed class Service : IAsyncDisposable
{
    private const string DatabaseFile = "SHIELD_DATABASE_FILE";

    private static readonly ConcurrentDictionary<int, bool> Ports = new();

    private Child? _child;

    private Service(IReadOnlyDictionary<string, string?> settings)
    {
        Folder = Directory.CreateTempSubdirectory("shield-e2e-").FullName;
        Plugins = MakeFolder("plugins");
        Url = new Uri($"http://127.0.0.1:{FreePort()}");
        Api = new ServiceApi(Url);
        Environment = new Dictionary<string, string?>(Tools.CleanEnvironment())
        {
            ["HOME"] = Folder,
            ["TMPDIR"] = MakeFolder("tmp"),
            ["SHIELD_HOME"] = Home,
            ["SHIELD_LISTEN"] = Url.ToString(),
            ["SHIELD_API"] = Url.ToString(),
            ["SHIELD_PLUGIN_PATH"] = Plugins,
        };
        foreach (var (name, value) in settings) Environment[name] = value;
        foreach (var plugin in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Plugins")))
        {
            File.Copy(plugin, Path.Combine(Plugins, Path.GetFileName(plugin)));
        }
    }

    /// <summary>All that the test makes lies in here.</summary>
    public string Folder { get; }

    public string Home => Path.Combine(Folder, "home");

    /// <summary>The embedded catalog; where the tests want another, its name stands for that.</summary>
    public string CatalogFile => Path.Combine(Home, "catalog.db");

    public string Plugins { get; }

    public string LogFile => Path.Combine(Folder, "service.log");

    public Uri Url { get; }

    public Dictionary<string, string?> Environment { get; }

    public Child Child => _child ?? throw new InvalidOperationException("the service has not been started");

    /// <summary>Stays the same when the service is started again.</summary>
    public ServiceApi Api { get; }

    /// <summary>Where endpoints with their secrets lie, while a process needs them.</summary>
    public string EndpointFolder
    {
        get
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes(Path.Combine(Home, "run")));
            var name = $"shield-*-{Convert.ToHexStringLower(digest.AsSpan(0, 8))}";
            return Directory.GetDirectories("/dev/shm", name).SingleOrDefault("/dev/shm/none");
        }
    }

    /// <summary>One that keeps its catalog where the tests want it.</summary>
    public static Service Make() => new(new Dictionary<string, string?>());

    /// <summary>One that keeps its catalog where the tests want it, unless the settings say
    /// otherwise.</summary>
    public static Service Make(IReadOnlyDictionary<string, string?> settings) => new(settings);

    public static async Task<Service> StartNewAsync()
    {
        var service = Make();
        await service.StartAsync();
        return service;
    }

    public string MakeFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    /// <summary>Starts it, anew or again, and waits for its first answer.</summary>
    public async Task<TimeSpan> StartAsync()
    {
        await ChooseCatalogAsync();
        var start = TimeProvider.System.GetTimestamp();
        _child?.Dispose();
        _child = Child.Start(LogFile, Environment, Repository.Built("shieldd"));
        try
        {
            await Poll.UntilAsync(
                () => Child.HasEnded ? throw new InvalidOperationException(Log()) : Api.AnswersAsync(),
                () => "the service does not answer: " + Log());
        }
        catch
        {
            // Whoever wanted it has nothing to end it by.
            if (!Child.HasEnded) await Child.KillAsync();
            throw;
        }

        return TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>Starts it and kills it a moment later, ready or not.</summary>
    public async Task StartAndKillAsync(TimeSpan moment)
    {
        _child?.Dispose();
        _child = Child.Start(LogFile, Environment, Repository.Built("shieldd"));
        // Not a wait for something to be ready: the moment is what is tried.
        await Task.Delay(moment, TimeProvider.System);
        await _child.KillAsync();
    }

    /// <summary>The command line, against this service.</summary>
    public Task<ToolEnd> ShieldAsync(params string[] arguments) =>
        Tools.RunAsync(Environment, Repository.Built("shield"), arguments);

    /// <summary>The command line, which must succeed; answers what it printed.</summary>
    public async Task<string> ShieldDoneAsync(params string[] arguments)
    {
        var end = await ShieldAsync(arguments);
        Assert.True(end.ExitCode == 0, $"shield {arguments[0]}: {end.ExitCode}\n{end.Output}{end.Errors}");
        return end.Output.Trim();
    }

    /// <summary>What the service has written to its standard output and standard error.</summary>
    public string Log() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    public async ValueTask DisposeAsync()
    {
        if (_child is { HasEnded: false }) await _child.KillAsync();
        _child?.Dispose();
        Api.Dispose();
        if (Directory.Exists(EndpointFolder)) Directory.Delete(EndpointFolder, recursive: true);
        await TestDatabases.ForgetAsync(CatalogFile);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Where the tests want it; with the password in a file, as an operator would.</summary>
    private async Task ChooseCatalogAsync()
    {
        if (Environment.ContainsKey(DatabaseFile) || Environment.ContainsKey("SHIELD_DATABASE")) return;
        if (await TestDatabases.OfAsync(CatalogFile) is not { } database) return;
        var file = Path.Combine(Folder, "database");
        await File.WriteAllTextAsync(file, database + "\n");
        Environment[DatabaseFile] = file;
        Environment.TryAdd("SHIELD_AGENT", "127.0.0.1:5444");
    }

    /// <summary>None that another service of these tests has had: it may be dead for a moment, and come back.
    /// </summary>
    private static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Ports.TryAdd(port, true)) return port;
        }
    }
}
