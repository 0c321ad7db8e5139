using System.Data.Common;
using System.Globalization;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog;

/// <summary>A task's log as people read it: <c>HH:MM:SS text</c>, in the order in which lines arrived, the
/// time in UTC; or in every detail: <c>HH:MM:SS.mmm attempt 1 target: text</c>.</summary>
internal static class TaskLogText
{
    private const string Lines = "SELECT id, at, line, attempt, stream FROM task_log";

    /// <summary>More lines than these never fit into a tail, be all of them empty.</summary>
    private static readonly int TailLinesMax = ICatalog.ListedLogCharsMax / "HH:mm:ss".Length;

    /// <summary>All of it.</summary>
    public static async Task<string> WholeAsync(
        ReadSession session, TaskId task, bool debug, CancellationToken cancellationToken) =>
        string.Join('\n', await session.ReadAsync(Of(task).OrderBy("id"), Reader(debug), cancellationToken)
            .ToListAsync(cancellationToken));

    /// <summary>Some of its lines.</summary>
    public static Query PageOf(TaskId task, long after, int max) =>
        Of(task).Where("id > @after", "@after", after).OrderBy("id").Limit(max);

    /// <summary>One of them.</summary>
    public static LoggedLine ReadLine(DbDataReader row) =>
        new(row.GetInt64(0), row.Moment(1), row.GetString(2));

    /// <summary>Its last <see cref="ICatalog.ListedLogCharsMax"/> characters; no more is read than they need.
    /// </summary>
    public static async Task<string> TailAsync(
        ReadSession session, TaskId task, bool debug, CancellationToken cancellationToken)
    {
        var newestFirst = new List<string>();
        var chars = 0;
        var query = Of(task).OrderBy("id DESC").Limit(TailLinesMax);
        await foreach (var line in session.ReadAsync(query, Reader(debug), cancellationToken))
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

    private static Func<DbDataReader, string> Reader(bool debug) =>
        debug ? ReadDetails : row => ReadLine(row).ToString();

    private static string ReadDetails(DbDataReader row)
    {
        var time = row.Moment(1).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return $"{time} attempt {row.GetInt32(3)} {row.GetString(4)}: {row.GetString(2)}";
    }
}
