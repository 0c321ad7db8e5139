using System.Data.Common;
using System.Globalization;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog;

/// <summary>The ends of the logs of many tasks, by one query. Most logs are short; whatever is not is looked
/// at again on its own.</summary>
internal sealed class TaskLogTails
{
    /// <summary>How many lines of each are read at first.</summary>
    private const int LinesMax = 32;

    // Only the end of a long line can be shown.
    private static readonly string Fields = $"""
        id, at, CASE WHEN length(line) > {ICatalog.ListedLogCharsMax}
          THEN substr(line, length(line) - {ICatalog.ListedLogCharsMax - 1}) ELSE line END AS line,
        attempt, stream, task_uuid
        """;

    private readonly Dictionary<TaskId, List<TaskLogText.LogRow>> _lines = [];

    private TaskLogTails()
    {
    }

    /// <summary>Reads them.</summary>
    public static async Task<TaskLogTails> ReadAsync(
        ReadSession session, IReadOnlyList<TaskId> tasks, CancellationToken cancellationToken)
    {
        var tails = new TaskLogTails();
        if (tasks.Count == 0) return tails;
        await foreach (var (task, line) in session.ReadAsync(ToQuery(tasks), Read, cancellationToken))
        {
            if (tails._lines.TryGetValue(task, out var lines)) lines.Add(line);
            else tails._lines.Add(task, [line]);
        }

        return tails;
    }

    /// <summary>The end of one; null when it is longer than what was read.</summary>
    public string? Find(TaskId task, bool debug)
    {
        if (!_lines.TryGetValue(task, out var lines)) return "";
        var tail = new TaskLogText.Tail();
        foreach (var line in lines.OrderByDescending(line => line.Line.Id))
        {
            tail.Put(line.Text(debug));
            if (tail.IsFull) break;
        }

        return lines.Count < LinesMax || tail.IsFull ? tail.ToString() : null;
    }

    /// <summary>A query for each, put together: each is a few steps in an index, and no planner can take it
    /// into its head to read all logs at once.</summary>
    private static Query ToQuery(IReadOnlyList<TaskId> tasks)
    {
        var each = Enumerable.Range(0, tasks.Count).Select(number => string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT * FROM (SELECT {Fields} FROM task_log WHERE task_uuid = @task{number}
              ORDER BY id DESC LIMIT {LinesMax}) AS l{number}
            """));
        var query = new Query(string.Join("\nUNION ALL ", each));
        for (var number = 0; number < tasks.Count; number++)
        {
            query.With(string.Create(CultureInfo.InvariantCulture, $"@task{number}"), tasks[number].Value);
        }

        return query;
    }

    private static (TaskId Task, TaskLogText.LogRow Line) Read(DbDataReader row) => (
        row.Id<TaskId>(5), TaskLogText.ReadRow(row));
}
