using System.Data.Common;
using System.Globalization;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog;

/// <summary>A task's log as people read it: <c>HH:MM:SS text</c>, in the order in which lines arrived, the
/// time in UTC.</summary>
internal static class TaskLogText
{
    private const string Lines = "SELECT at, line FROM task_log";
    private const string TimeFormat = "HH:mm:ss";

    /// <summary>More lines than these never fit into a tail, be all of them empty.</summary>
    private static readonly int TailLinesMax = ICatalog.ListedLogCharsMax / TimeFormat.Length;

    /// <summary>All of it.</summary>
    public static async Task<string> WholeAsync(
        ReadSession session, TaskId task, CancellationToken cancellationToken) =>
        string.Join('\n', await session.ReadAsync(Of(task).OrderBy("id"), ReadLine, cancellationToken)
            .ToListAsync(cancellationToken));

    /// <summary>Its last <see cref="ICatalog.ListedLogCharsMax"/> characters; no more is read than they need.
    /// </summary>
    public static async Task<string> TailAsync(
        ReadSession session, TaskId task, CancellationToken cancellationToken)
    {
        var newestFirst = new List<string>();
        var chars = 0;
        var query = Of(task).OrderBy("id DESC LIMIT @most").With("@most", TailLinesMax);
        await foreach (var line in session.ReadAsync(query, ReadLine, cancellationToken))
        {
            newestFirst.Add(line);
            chars += line.Length + 1;
            if (chars > ICatalog.ListedLogCharsMax) break;
        }

        newestFirst.Reverse();
        var text = string.Join('\n', newestFirst);
        return text.Length <= ICatalog.ListedLogCharsMax ? text : Cut(text);
    }

    private static string Cut(string text)
    {
        var tail = text[^ICatalog.ListedLogCharsMax..];

        // Half of a surrogate pair is no character, and no JSON.
        return char.IsLowSurrogate(tail[0]) ? tail[1..] : tail;
    }

    private static Query Of(TaskId task) =>
        new Query(Lines).Where("task_uuid = @task", "@task", task.Value);

    private static string ReadLine(DbDataReader row) =>
        $"{row.Moment(0).ToString(TimeFormat, CultureInfo.InvariantCulture)} {row.GetString(1)}";
}
