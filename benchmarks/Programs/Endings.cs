using System.Text.Json.Nodes;

namespace Shield.Benchmarks.Programs;

/// <summary>Asks for work and waits for its end, as a client does.</summary>
internal static class Endings
{
    /// <summary>A task is looked at again after a two-hundredth of the time it has taken so far, within these
    /// limits: often enough to be true to half a per cent, seldom enough to cost nothing.</summary>
    private const int PausesInTime = 200;

    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(10);
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>From the request until the client sees <c>done</c>.</summary>
    /// <returns>The task.</returns>
    /// <exception cref="InvalidOperationException">It ended otherwise.</exception>
    public static async Task<JsonNode> RunToEndAsync(
        this Api api, string path, object body, CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        var promised = await api.PostAsync(path, body, cancellationToken);
        var uuid = promised["task_uuid"]!.GetValue<string>();
        while (true)
        {
            var task = await api.ShowAsync($"/v1/task/{uuid}", cancellationToken);
            switch (task["status"]!.GetValue<string>())
            {
                case "done":
                    return task;
                case "failed" or "canceled":
                    throw new InvalidOperationException($"POST {path}: {task["log"]}");
            }

            await Task.Delay(Pause(Clock.GetElapsedTime(start)), Clock, cancellationToken);
        }
    }

    private static TimeSpan Pause(TimeSpan elapsed)
    {
        var pause = elapsed / PausesInTime;
        return pause < PauseMin ? PauseMin : pause > PauseMax ? PauseMax : pause;
    }
}
