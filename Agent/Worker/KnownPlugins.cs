using System.Collections.Concurrent;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>A plugin that was found and has said what it is.</summary>
/// <param name="File">Where it is.</param>
/// <param name="Info">What it says of itself.</param>
internal sealed record KnownPlugin(PluginFile File, PluginInfo Info);

/// <summary>Finds plugins and asks them what they are; again only when their file has changed.</summary>
internal sealed class KnownPlugins(WorkerOptions options, ProcessSupervision processes, TimeProvider clock)
{
    /// <summary>How long <c>info</c> may take.</summary>
    private static readonly TimeSpan InfoTimeout = TimeSpan.FromSeconds(10);

    private readonly PluginFolder _folders = new(options.PluginFolders);
    private readonly ConcurrentDictionary<(string Path, DateTime At, long Bytes), PluginInfo> _infos = [];

    /// <summary>The plugin of this name, fit for this part.</summary>
    /// <exception cref="PipelineException">There is none, or it was stopped before it said what it is; the
    /// reason is for people.</exception>
    public async Task<KnownPlugin> FindAsync(
        Domain.Plugins.PluginName name, PluginMode mode, CancellationToken stop)
    {
        var file = _folders.Find(name.Value) switch
        {
            Verdict<PluginFile>.Good found => found.Value,
            Verdict<PluginFile>.Bad bad => throw Unfit(bad.Reason),
            var other => throw new InvalidOperationException($"unknown verdict {other.GetType()}"),
        };
        var info = await InfoAsync(file, stop);
        var isFit = mode is PluginMode.Target ? info.IsTarget : info.IsStore;
        var part = mode.ToString().ToLowerInvariant();
        if (!isFit) throw Unfit($"plugin '{name}' cannot be used as a {part}");
        return new KnownPlugin(file, info);
    }

    /// <summary>Every plugin there is, each with what it says, or why it cannot be used.</summary>
    public async Task<IReadOnlyList<PluginReport>> ListAsync(CancellationToken stop)
    {
        var reports = new List<PluginReport>();
        foreach (var file in _folders.List()) reports.Add(await ReportAsync(file, stop));
        return reports;
    }

    private async Task<PluginReport> ReportAsync(PluginFile file, CancellationToken stop)
    {
        try
        {
            return new PluginReport(file.Name, PluginWords.Of(await InfoAsync(file, stop)), "");
        }
        catch (Exception unfit) when (unfit is PipelineException or ProcessStartException)
        {
            return new PluginReport(file.Name, null, unfit.Message);
        }
    }

    private async Task<PluginInfo> InfoAsync(PluginFile file, CancellationToken stop)
    {
        var stat = new FileInfo(file.RealPath);
        var version = (file.Path, stat.LastWriteTimeUtc, stat.Length);
        if (_infos.TryGetValue(version, out var known)) return known;

        var info = await AskAsync(file, stop);
        _infos[version] = info;
        return info;
    }

    private async Task<PluginInfo> AskAsync(PluginFile file, CancellationToken stop)
    {
        var words = new LastWords();
        await using var process = await processes.StartAsync(new ProcessOrder
        {
            Program = file.Path,
            Arguments = ["info"],
            Environment = PluginEnvironment.OfThisProcess(),
            OnErrorLine = (_, line) => words.Hear(line),
        });
        process.CloseStandardInput();
        var reading = PluginRun.ReadReplyAsync(process.StandardOutput);
        try
        {
            await process.Ended.WaitAsync(InfoTimeout, clock, stop);
        }
        catch (TimeoutException)
        {
            process.Kill();
            var seconds = InfoTimeout.TotalSeconds;
            throw Unfit($"plugin '{file.Name}' did not say what it is within {seconds:0} seconds");
        }
        catch (OperationCanceledException)
        {
            // Leaving kills it: who cancels a task does not wait for a plugin that has not begun.
            throw Unfit($"plugin '{file.Name}' was stopped before it said what it is");
        }

        var end = await process.Ended;
        if (end.ExitCode != 0)
        {
            throw Unfit($"plugin '{file.Name}' cannot say what it is: {words.Blame(end.ExitCode)}");
        }

        return Read(file, await reading);
    }

    private static PluginInfo Read(PluginFile file, string answer) => PluginReply.ParseInfo(answer) switch
    {
        Verdict<PluginInfo>.Good good => good.Value,
        Verdict<PluginInfo>.Bad bad =>
            throw Unfit($"plugin '{file.Name}': its info is not usable: {bad.Reason}"),
        var other => throw new InvalidOperationException($"unknown verdict {other.GetType()}"),
    };

    private static PipelineException Unfit(string reason) => new(PluginStage.Prepare, null, reason);
}
