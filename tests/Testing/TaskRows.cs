using Shield.Grains;

namespace Shield.Testing;

/// <summary>How a test reads a task's log.</summary>
public static class TaskRows
{
    /// <summary>The text of each line, without its time.</summary>
    public static IReadOnlyList<string> Lines(this TaskRow task) =>
        [.. task.Log.Split('\n').Select(line => line[("HH:mm:ss ".Length)..])];

    /// <summary>Why it failed: what its last line says.</summary>
    public static string FailedBecause(this TaskRow task)
    {
        const string Failed = "failed: ";
        var last = task.Lines()[^1];
        return last.StartsWith(Failed, StringComparison.Ordinal)
            ? last[Failed.Length..]
            : throw new InvalidOperationException($"it did not fail; its log says:\n{task.Log}");
    }
}
