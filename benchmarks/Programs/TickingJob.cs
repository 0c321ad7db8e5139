using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Shield.Benchmarks.Programs;

/// <summary>A job whose backup writes a line every 100 ms, with the time in it, until it is told to end.
/// </summary>
/// <param name="job">The job's UUID.</param>
/// <param name="end">The file that tells it.</param>
internal sealed partial class TickingJob(string job, string end)
{
    /// <summary>The file of its plugin.</summary>
    public const string Plugin = "ticks";

    private static readonly TimeProvider Clock = TimeProvider.System;

    public static async Task<TickingJob> CreateAsync(
        Api api, SharedParts parts, AgentProgram agent, string end, CancellationToken cancellationToken)
    {
        var job = await parts.CreateJobAsync(api, Plugin, new { until = end }, agent, cancellationToken);
        return new TickingJob(job, end);
    }

    /// <summary>Asks for a task, and waits until it has written something.</summary>
    /// <returns>The task.</returns>
    public async Task<string> BeginAsync(Service core, CancellationToken cancellationToken)
    {
        File.Delete(end);
        var moment = Clock.GetUtcNow();
        var promised = await core.Api.PostAsync($"/v1/job/{job}/run", new { }, cancellationToken);
        var task = promised["task_uuid"]!.GetValue<string>();
        await WritesAfterAsync(core, task, moment, cancellationToken);
        return task;
    }

    /// <summary>Waits until a core shows a line that was written after a moment.</summary>
    public static async Task WritesAfterAsync(
        Service core, string task, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        using var api = new Api(core.Url);
        await api.UntilTaskAsync(task, row => LastTick(row) > moment, cancellationToken);
    }

    /// <summary>Tells it to end, and waits until it is done.</summary>
    /// <exception cref="InvalidOperationException">It was not done in that attempt.</exception>
    public async Task EndAsync(Service core, string task, int attempt, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(end, "", cancellationToken);
        var row = await core.Api.UntilTaskAsync(task, TaskRows.IsDone, cancellationToken);
        if (row.Attempt() != attempt)
            throw new InvalidOperationException($"not attempt {attempt}: {row}");
    }

    private static DateTimeOffset LastTick(JsonNode task)
    {
        var last = Tick().Matches(task["log"]!.GetValue<string>()).LastOrDefault();
        if (last is null) return DateTimeOffset.MinValue;
        var microseconds = long.Parse(last.Groups[1].Value, CultureInfo.InvariantCulture);
        return DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }

    [GeneratedRegex(@"\btick (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Tick();
}
