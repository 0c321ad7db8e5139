using System.Text.Json.Nodes;

namespace Shield.Benchmarks.Programs;

/// <summary>Looks at a task again and again, also while nobody answers.</summary>
internal static class TaskRows
{
    public static bool IsDone(JsonNode task) => Status(task) == "done";

    public static int Attempt(this JsonNode task) => task["attempt"]!.GetValue<int>();

    /// <summary>Waits until something is so of a task.</summary>
    /// <returns>The task.</returns>
    /// <exception cref="InvalidOperationException">It has failed.</exception>
    public static async Task<JsonNode> UntilTaskAsync(
        this Api api, string task, Func<JsonNode, bool> isSo, CancellationToken cancellationToken)
    {
        JsonNode? row = null;
        await Poll.UntilAsync(
            async () =>
            {
                var seen = await api.TryShowAsync($"/v1/task/{task}", cancellationToken);
                if (seen is null) return false;
                row = seen;
                return isSo(seen) || (Status(seen) is "failed" or "canceled"
                    ? throw new InvalidOperationException($"it has failed: {seen}")
                    : false);
            },
            () => $"task {task} stands still: {row}",
            Poll.Patience,
            cancellationToken);
        return row!;
    }

    private static string Status(JsonNode task) => task["status"]!.GetValue<string>();
}
