using Shield.Plugins.Sdk.Processes;
using Shield.Testing;

namespace Shield.EndToEnd.Programs;

/// <summary>An agent as it is shipped, in a folder of its own.</summary>
internal sealed class AgentProgram : IAsyncDisposable
{
    private Child? _child;

    /// <param name="database">Where it meets its cores.</param>
    /// <param name="number">Which one it is, from 1.</param>
    public AgentProgram(string database, int number)
    {
        Folder = Directory.CreateTempSubdirectory("shield-e2e-agent-").FullName;
        Label = $"10.0.0.{number}:5444";
        Environment = new Dictionary<string, string?>(Tools.CleanEnvironment())
        {
            ["HOME"] = Folder,
            ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(Folder, "tmp")).FullName,
            ["SHIELD_HOME"] = Path.Combine(Folder, "home"),
            ["SHIELD_DATABASE"] = database,
            ["SHIELD_AGENT"] = Label,
            ["SHIELD_SILO"] = $"127.0.2.{number}",
            ["SHIELD_PLUGIN_PATH"] = Path.Combine(AppContext.BaseDirectory, "Plugins"),
        };
    }

    public string Folder { get; }

    public Dictionary<string, string?> Environment { get; }

    /// <summary>By which targets name it.</summary>
    public string Label { get; }

    public Child Child => _child ?? throw new InvalidOperationException("the agent has not been started");

    private string LogFile => Path.Combine(Folder, "agent.log");

    public void Start()
    {
        _child?.Dispose();
        _child = Child.Start(LogFile, Environment, Repository.Built("shield-agent"));
    }

    /// <summary>Runs it until it ends by itself, for one that is expected to.</summary>
    public Task<ToolEnd> RunAsync() => Tools.RunAsync(Environment, Repository.Built("shield-agent"));

    /// <summary>What it has written to its standard output and standard error.</summary>
    public string Log() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    public async ValueTask DisposeAsync()
    {
        if (_child is { HasEnded: false }) await _child.KillAsync();
        _child?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
