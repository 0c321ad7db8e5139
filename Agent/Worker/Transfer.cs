using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>How a transfer ended, on both sides.</summary>
/// <param name="Pumped">What went through.</param>
/// <param name="SourceExit">The writer's exit code; null when it was cut off because the reader had
/// gone.</param>
/// <param name="SinkExit">The reader's exit code.</param>
/// <param name="IsWhole">Whether the reader has taken all, and was told that it is whole.</param>
internal sealed record TransferEnd(PumpResult Pumped, int? SourceExit, int SinkExit, bool IsWhole);

/// <summary>Bytes from one plugin into another.</summary>
internal static class Transfer
{
    /// <summary>Copies all that the source writes. The sink sees the end of its input only when the source
    /// has exited 0 and <paramref name="isWhole"/> agrees with what went through; otherwise it is told that
    /// its input was cut, before it could take the end of it for the end.</summary>
    public static async Task<TransferEnd> RunAsync(
        Attempt attempt, PluginRun source, PluginRun sink, Func<PumpResult, bool> isWhole)
    {
        source.EndInput();
        var pump = attempt.Count(new BytePump(source.Output, sink.Input));
        var pumping = pump.RunAsync();
        if (await Task.WhenAny(pumping, sink.Ended) == sink.Ended && (await sink.Ended).ExitCode != 0)
        {
            // Nobody reads any more; a source that waits for something would not notice.
            source.Stop();
        }

        var pumped = await pumping;
        var wasCutOff = pumped.End is not PumpEnd.SourceEnded;
        if (wasCutOff) source.Stop();
        var sourceEnd = await source.Ended;

        var sinkLeft = sink.Ended.IsCompleted;
        // What a pipe still holds when its reader has left was never read, whatever that exited with.
        var whole = !wasCutOff && sourceEnd.ExitCode == 0 && isWhole(pumped) && await sink.TakesAllAsync()
            && !attempt.Stop.IsCancellationRequested;
        if (whole) sink.EndInput();
        else sink.CutInput();
        var sinkEnd = await sink.Ended;
        return new TransferEnd(
            pumped,
            wasCutOff || (sinkLeft && sinkEnd.ExitCode != 0) ? null : sourceEnd.ExitCode,
            sinkEnd.ExitCode,
            whole);
    }
}
