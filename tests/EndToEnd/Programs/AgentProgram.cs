using Shield.Plugins.Sdk.Processes;
using Shield.Testing;

namespace Shield.EndToEnd.Programs;

/// <summary>An agent as it is shipped, in a folder of its own.</summary>
internal sealed class AgentProgram : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _environment;
    private Child? _child;

    private readonly string[] _within;

    /// <param name="database">Where it meets its cores.</param>
    /// <param name="number">Which one it is, from 1.</param>
    /// <param name="within">The words before its command: where, or in which time, it is to run.</param>
    public AgentProgram(string database, int number, params string[] within)
    {
        _within = within;
        Folder = Directory.CreateTempSubdirectory("shield-e2e-agent-").FullName;
        Label = LabelOf(number);
        _environment = new Dictionary<string, string?>(Tools.CleanEnvironment())
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

    /// <summary>By which targets name it.</summary>
    public string Label { get; }

    /// <summary>What is set for it; changes count from its next start.</summary>
    public Dictionary<string, string?> Environment => _environment;

    public static string LabelOf(int number) => $"{HostOf(number)}:5444";

    /// <summary>The host in its label; nothing is there.</summary>
    public static string HostOf(int number) => $"10.0.0.{number}";

    public Child Child => _child ?? throw new InvalidOperationException("the agent has not been started");

    private string LogFile => Path.Combine(Folder, "agent.log");

    public void Start()
    {
        _child?.Dispose();
        _child = Child.Start(LogFile, _environment, [.. _within, Repository.Built("shield-agent")]);
    }

    /// <summary>Runs it until it ends by itself, for one that is expected to.</summary>
    public Task<ToolEnd> RunAsync() => Tools.RunAsync(_environment, Repository.Built("shield-agent"));

    /// <summary>What it has written to its standard output and standard error.</summary>
    public string Log() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    public async ValueTask DisposeAsync()
    {
        if (_child is { HasEnded: false }) await _child.KillAsync();
        _child?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
