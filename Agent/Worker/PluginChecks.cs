using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Grains.Workers;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;
using PluginCall = Shield.Domain.Tasks.PluginCall;

namespace Shield.Agent.Worker;

/// <summary>Lets plugins check endpoints, beside whatever else runs here.</summary>
internal sealed class PluginChecks(
    KnownPlugins plugins, ProcessSupervision processes, ISecretOpener secrets, TimeProvider clock)
{
    /// <summary>How long a check may take.</summary>
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(40);

    /// <summary>Runs the plugin's own check; never fails.</summary>
    public async Task<CheckReport> ValidateAsync(
        PluginCall call, PluginPart part, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(CheckTimeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var log = new WorkLog(clock);
        try
        {
            var exitCode = await RunAsync(call, part, log, stop.Token);
            if (deadline.IsCancellationRequested)
            {
                log.Say($"the check took longer than {DurationWords.Of(CheckTimeout)} and was stopped");
            }

            return new CheckReport(VerdictOf(exitCode), Words(log));
        }
        catch (Exception fault) when (fault is PipelineException or ProcessStartException or ShieldException
            or IOException)
        {
            log.Say(fault.Message);
            return new CheckReport(CheckVerdict.Invalid, Words(log));
        }
    }

    private static CheckVerdict VerdictOf(int? exitCode) => exitCode switch
    {
        null => CheckVerdict.Unknown,
        0 => CheckVerdict.Valid,
        _ => CheckVerdict.Invalid,
    };

    /// <returns>The exit code; null where the plugin has no check.</returns>
    private async Task<int?> RunAsync(
        PluginCall call, PluginPart part, WorkLog log, CancellationToken stop)
    {
        var mode = part is PluginPart.Target ? PluginMode.Target : PluginMode.Store;
        var plugin = await plugins.FindAsync(call.Plugin, mode, stop);
        if (plugin.Info.Protocol <= PluginInfo.FirstProtocol)
        {
            log.Say($"plugin '{call.Plugin}' speaks protocol 1, which has no check; a backup will tell");
            return null;
        }

        var endpoint = secrets.Open(call.Endpoint);
        log.Hide(endpoint);
        var attempt = new Attempt(
            processes, new TaskId(Guid.NewGuid()), new ArchiveId(Guid.NewGuid()), log, clock, stop);
        await using var run = await attempt.StartAsync(
            plugin, PluginStage.Validate, endpoint, key: null, mode, stop);
        run.EndInput();
        var draining = PluginRun.ReadReplyAsync(run.Output);
        var end = await run.Ended;
        await draining;
        log.Settle();
        return end.ExitCode;
    }

    private static string Words(WorkLog log) => string.Join('\n', log.Peek().Select(line => line.Text));
}
