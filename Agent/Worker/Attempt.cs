using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Grains.Tasks;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>What all plugins of one attempt share: task, archive, log, and the wish to stop.</summary>
/// <param name="processes">Starts them.</param>
/// <param name="task">The task they work for.</param>
/// <param name="archive">The archive they make, read or remove.</param>
/// <param name="log">Gets what they say.</param>
/// <param name="clock">Tells how long to wait before looking again.</param>
/// <param name="stop">Asks all of them to end.</param>
/// <param name="number">Which attempt of the task this is, from 1; 0 for what is no task.</param>
internal sealed class Attempt(
    ProcessSupervision processes,
    TaskId task,
    ArchiveId archive,
    WorkLog log,
    TimeProvider clock,
    CancellationToken stop,
    int number = 0)
{
    /// <summary>The longest protocol in which the endpoint stands on the command line.</summary>
    private const int ArgumentsProtocol = PluginInfo.FirstProtocol;

    private BytePump? _pump;

    /// <summary>Gets what they say.</summary>
    public WorkLog Log => log;

    /// <summary>Asks all of them to end.</summary>
    public CancellationToken Stop => stop;

    /// <summary>Bytes that have gone through.</summary>
    public long BytesDone => Volatile.Read(ref _pump)?.Bytes ?? 0;

    /// <summary>Counts what this pump copies as progress.</summary>
    public BytePump Count(BytePump pump)
    {
        Volatile.Write(ref _pump, pump);
        return pump;
    }

    /// <summary>Starts an action of a plugin, which ends when the attempt is to stop.</summary>
    public Task<PluginRun> StartAsync(
        KnownPlugin plugin, Domain.Tasks.PluginStage stage, EndpointConfig endpoint, string? key) =>
        StartAsync(plugin, stage, endpoint, key, mode: null, stop);

    /// <summary>Starts an action of a plugin that has its own reason to end: cleaning up goes on when all
    /// else stops.</summary>
    /// <param name="plugin">Whose action.</param>
    /// <param name="stage">Which one.</param>
    /// <param name="endpoint">Where its system is.</param>
    /// <param name="key">What it is about; null for nothing.</param>
    /// <param name="mode">As what the endpoint is to be taken; null where the action says it.</param>
    /// <param name="ownStop">Asks it to end.</param>
    public async Task<PluginRun> StartAsync(
        KnownPlugin plugin,
        Domain.Tasks.PluginStage stage,
        EndpointConfig endpoint,
        string? key,
        PluginMode? mode,
        CancellationToken ownStop)
    {
        var action = stage.ToString().ToLowerInvariant();
        var isOld = plugin.Info.Protocol <= ArgumentsProtocol;
        List<string> arguments = [action];
        if (isOld) arguments.AddRange(["--endpoint", endpoint.Json]);
        if (key is not null) arguments.AddRange(["--key", key]);

        var words = new LastWords();
        var isTarget = mode is PluginMode.Target
            || stage is Domain.Tasks.PluginStage.Backup or Domain.Tasks.PluginStage.Restore;
        var stream = isTarget ? LogStream.Target : LogStream.Store;
        var process = await processes.StartAsync(new ProcessOrder
        {
            Program = plugin.File.Path,
            Arguments = arguments,
            Environment = Environment(mode),
            TaskUuid = task.Value,
            Endpoint = isOld ? null : endpoint.Json,
            OnErrorLine = (at, line) =>
            {
                log.Hear(stream, at, line);
                words.Hear(log.Redact(line));
            },
        });
        return new PluginRun(plugin, stage, process, words, clock, ownStop);
    }

    private Dictionary<string, string> Environment(PluginMode? mode)
    {
        var environment = PluginEnvironment.OfThisProcess();
        if (mode is { } part) environment["SHIELD_ENDPOINT_MODE"] = FieldTypeNames.NameOf(part);
        environment["SHIELD_ARCHIVE_UUID"] = archive.ToString();
        if (number > 0) environment["SHIELD_TASK_ATTEMPT"] = $"{number}";
        return environment;
    }
}
