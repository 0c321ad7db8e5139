using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains.Tasks;
using Shield.Grains.Workers;

namespace Shield.Agent.Worker;

/// <summary>One order, from its start until its end has been acknowledged.</summary>
internal sealed class WorkRun(
    WorkOrder order, ITaskGrain task, Pipelines pipelines, TimeProvider clock, ILogger logger) : IDisposable
{
    /// <summary>How often there is news, as long as there is any.</summary>
    private static readonly TimeSpan NewsPeriod = TimeSpan.FromSeconds(1);

    /// <summary>How often a sign of life is given in any case.</summary>
    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(10);

    /// <summary>After so long without an answer the core may give the task to another worker: it ends first.
    /// </summary>
    private static readonly TimeSpan LeaseTerm = TimeSpan.FromMinutes(3);

    /// <summary>The longest pause before an end that was not heard is told again.</summary>
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly WorkLog _log = new(clock);
    private readonly CancellationTokenSource _stop = new();
    private DateTimeOffset _answeredAt = clock.GetUtcNow();
    private DateTimeOffset _spokeAt = clock.GetUtcNow();
    private long _bytesTold;
    private volatile StopReason _reason;

    private enum StopReason
    {
        None,
        Canceled,
        Unwanted,
        Late,
        Alone,
        Closing,
    }

    /// <summary>Somebody wants it ended.</summary>
    public void Cancel() => Stop(StopReason.Canceled);

    /// <summary>The agent is about to end: what runs is stopped, and the core will find it gone.</summary>
    public void Close() => Stop(StopReason.Closing);

    /// <summary>Runs it and reports until the end is acknowledged; never fails.</summary>
    public async Task RunAsync()
    {
        using var deadline = new CancellationTokenSource(order.Deadline, clock);
        await using var late = deadline.Token.UnsafeRegister(_ => Stop(StopReason.Late), null);
        var attempt = pipelines.Open(order, _log, _stop.Token);
        var answer = await AskAsync(attempt);
        if (answer is ReportAnswer.Stop) return;
        PipelineOutcome outcome = answer is ReportAnswer.Acknowledged
            ? await RunPipelineAsync(attempt)
            : new PipelineOutcome.Canceled(null);
        await TellEndAsync(attempt, OutcomeOf(outcome));
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Whether the task wants this attempt: an order may have been long on its way, and another
    /// attempt have begun. No process is started before the answer.</summary>
    private async Task<ReportAnswer?> AskAsync(Attempt attempt)
    {
        while (!_stop.IsCancellationRequested)
        {
            if (await TellAsync(attempt, null) is { } answer) return answer;
            await Task.Delay(NewsPeriod, clock);
        }

        return null;
    }

    private async Task<PipelineOutcome> RunPipelineAsync(Attempt attempt)
    {
        var running = pipelines.RunAsync(order, attempt);
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(NewsPeriod, clock));
            if (!running.IsCompleted && HasNews(attempt)) await TellAsync(attempt, null);
        }

        return await running;
    }

    private bool HasNews(Attempt attempt) =>
        _log.Count > 0 || attempt.BytesDone != _bytesTold || clock.GetUtcNow() - _spokeAt >= HeartbeatPeriod;

    /// <summary>Why it ended, told by who ended it.</summary>
    private PipelineOutcome OutcomeOf(PipelineOutcome outcome)
    {
        var left = outcome switch
        {
            PipelineOutcome.Canceled canceled => canceled.LeftBehind,
            PipelineOutcome.Failed failed => failed.LeftBehind,
            _ => null,
        };
        return (outcome, _reason) switch
        {
            (PipelineOutcome.Stored or PipelineOutcome.Restored or PipelineOutcome.Purged, _) => outcome,
            (_, StopReason.Late) => Failed($"it took longer than {DurationWords.Of(order.Deadline)}", left),
            (_, StopReason.Alone) =>
                new PipelineOutcome.Lost($"the core was silent for {DurationWords.Of(LeaseTerm)}"),
            (_, StopReason.Canceled) => new PipelineOutcome.Canceled(left),
            _ => outcome,
        };
    }

    private static PipelineOutcome.Failed Failed(string reason, Leftover? left) =>
        new(PluginStage.Pipeline, null, reason, ArchiveDamaged: false, left);

    private async Task TellEndAsync(Attempt attempt, PipelineOutcome outcome)
    {
        var pause = NewsPeriod;
        while (_reason is not StopReason.Closing)
        {
            // What is left of the log goes ahead of the end, batch by batch.
            var isLast = _log.Peek().Count == _log.Count;
            switch (await TellAsync(attempt, isLast ? outcome : null))
            {
                case ReportAnswer.Acknowledged when isLast:
                    return;
                case ReportAnswer.Cancel:
                    outcome = await pipelines.DiscardAsync(order, attempt, outcome);
                    break;
                case ReportAnswer.Stop:
                    await pipelines.DiscardAsync(order, attempt, outcome);
                    return;
                case null:
                    await Task.Delay(pause, clock);
                    pause = pause < PauseMax ? pause * 2 : pause;
                    break;
            }
        }
    }

    /// <summary>Reports, and does what the answer asks for; null when there was none.</summary>
    private async Task<ReportAnswer?> TellAsync(Attempt attempt, PipelineOutcome? outcome)
    {
        var lines = _log.Peek();
        var bytes = attempt.BytesDone;
        try
        {
            var answer = await task.ReportAsync(
                new WorkerReport(order.Attempt, lines, bytes, outcome), CancellationToken.None);
            _log.Reported(lines.Count);
            _spokeAt = _answeredAt = clock.GetUtcNow();
            _bytesTold = bytes;
            if (answer is ReportAnswer.Cancel) Stop(StopReason.Canceled);
            if (answer is ReportAnswer.Stop) Stop(StopReason.Unwanted);
            return answer;
        }
        catch (Exception away)
        {
            // Whatever went wrong at the other end, the processes here are still ours to end and to report.
            logger.NotHeard(order.Task, order.Attempt, away);
            _spokeAt = clock.GetUtcNow();

            // A core that cannot save is there all the same, and gives the task to nobody else.
            if (away is ShieldException { Reason: Reason.Unavailable }) _answeredAt = _spokeAt;
            if (_spokeAt - _answeredAt > LeaseTerm) Stop(StopReason.Alone);
            return null;
        }
    }

    private void Stop(StopReason reason)
    {
        if (_reason is StopReason.None or StopReason.Canceled) _reason = reason;
        _stop.Cancel();
    }
}
