using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Host.Conformance;

/// <summary>The plugin that is checked, called as an agent calls it.</summary>
/// <param name="processes">Starts it.</param>
/// <param name="path">Where it is.</param>
/// <param name="scratch">Its folders.</param>
/// <param name="leaks">Hears what it says.</param>
internal sealed class Subject(ProcessSupervision processes, string path, Scratch scratch, LeakWatch leaks)
{
    /// <summary>How long a plugin may take to end after it was asked to (docs/plugins.md).</summary>
    public static readonly TimeSpan EndMax = TimeSpan.FromSeconds(5);

    /// <summary>How long a call without much data may take.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMinutes(1);

    /// <summary>What it says about itself, once it has been asked.</summary>
    public PluginInfo Info { get; set; } = new() { Name = "", Author = "", Version = "", Protocol = 1 };

    /// <summary>Where it is, for messages.</summary>
    public string Path => path;

    /// <summary>The protocol in which the endpoint is in a file.</summary>
    public bool HasEndpointFile => Info.Protocol > PluginInfo.FirstProtocol;

    /// <summary>Starts it.</summary>
    /// <param name="call">With what.</param>
    public async Task<Running> StartAsync(Call call)
    {
        var heard = new Heard();
        List<string> arguments = [.. call.Arguments];
        if (call.Endpoint is { } text && !HasEndpointFile) arguments.AddRange(["--endpoint", text]);
        if (call.Key is { } key) arguments.AddRange(["--key", key]);
        var environment = scratch.Environment();
        if (call.SearchPath is { } folders) environment["PATH"] = folders;
        if (call.Mode is { } mode) environment["SHIELD_ENDPOINT_MODE"] = FieldTypeNames.NameOf(mode);
        if (call.Archive is { } archive) environment["SHIELD_ARCHIVE_UUID"] = archive.ToString("d");
        var process = await processes.StartAsync(new ProcessOrder
        {
            Program = path,
            Arguments = arguments,
            Environment = environment,
            TaskUuid = Guid.NewGuid(),
            Endpoint = HasEndpointFile ? call.Endpoint : null,
            OnErrorLine = (_, line) =>
            {
                heard.Hear(line);
                leaks.Hear(line);
            },
        });
        return new Running(process, heard);
    }

    /// <summary>Runs a command of whoever checks, where this program was started.</summary>
    /// <exception cref="TrialException">It failed.</exception>
    public async Task RunShellAsync(string command, CancellationToken cancellationToken)
    {
        var heard = new Heard();
        using var unwatched = leaks.LookAway();
        await using var running = new Running(
            await processes.StartAsync(new ProcessOrder
            {
                Program = "/bin/sh",
                Arguments =
                    ["-c", "cd -- \"$1\" && eval \"$2\"", "sh", Environment.CurrentDirectory, command],
                Environment = PluginEnvironment.OfThisProcess(),
                OnErrorLine = (_, line) => heard.Hear(line),
            }),
            heard);
        running.Process.CloseStandardInput();
        var reading = BoundedText.ReadAsync(running.Process.StandardOutput, 1, CancellationToken.None);
        var end = await running.EndAsync(AnswerMax, cancellationToken);
        await reading;
        if (end.ExitCode != 0)
            throw new TrialException($"the command of --change exited {end.ExitCode}: {running.Errors}");
    }

    /// <summary>Calls it without input, and reads its answer.</summary>
    /// <exception cref="CheckException">It did not end in time.</exception>
    public async Task<Answer> AskAsync(Call call, CancellationToken cancellationToken)
    {
        await using var running = await StartAsync(call);
        running.Process.CloseStandardInput();
        var reading = BoundedText.ReadAsync(
            running.Process.StandardOutput, PluginReply.ReplyCharsMax + 1, CancellationToken.None);
        var end = await running.EndAsync(AnswerMax, cancellationToken);
        return new Answer(end.ExitCode, (await reading).Text, running.Errors);
    }
}

/// <summary>What a plugin is called with.</summary>
/// <param name="Arguments">Its action, and whatever else stands on its command line.</param>
internal sealed record Call(params IReadOnlyList<string> Arguments)
{
    /// <summary>The endpoint, as JSON; null for none.</summary>
    public string? Endpoint { get; init; }

    /// <summary>As what the endpoint is to be taken.</summary>
    public PluginMode? Mode { get; init; }

    /// <summary>The key; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>The archive that is stored or purged; null for none.</summary>
    public Guid? Archive { get; init; }

    /// <summary>Where it finds programs; null for where everybody does.</summary>
    public string? SearchPath { get; init; }
}

/// <summary>How a call ended.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">The end of what it wrote to standard error.</param>
internal sealed record Answer(int ExitCode, string Output, string Errors);

/// <summary>The last words on standard error.</summary>
internal sealed class Heard
{
    private const int LinesMax = 3;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = [];

    public void Hear(string line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesMax) _lines.Dequeue();
        }
    }

    public override string ToString()
    {
        lock (_lock) return string.Join(" | ", _lines);
    }
}
