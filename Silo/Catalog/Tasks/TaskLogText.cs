using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Shield.Grains;

namespace Shield.Silo.Catalog;

/// <summary>A task's log as people read it: <c>HH:MM:SS text</c>, in the order in which lines arrived, the
/// time in UTC.</summary>
internal static class TaskLogText
{
    private const string Lines = "SELECT at, line FROM task_log";

    /// <summary>All of it.</summary>
    public static string Whole(ReadSession session, string task, CancellationToken cancellationToken) =>
        string.Join('\n', session.Read(Of(task).OrderBy("id"), ReadLine, cancellationToken));

    /// <summary>Its last <see cref="ICatalog.ListedLogCharsMax"/> characters; no more is read than they need.
    /// </summary>
    public static string Tail(ReadSession session, string task, CancellationToken cancellationToken)
    {
        var newestFirst = new List<string>();
        var chars = 0;
        foreach (var line in session.Read(Of(task).OrderBy("id DESC"), ReadLine, cancellationToken))
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

    private static Query Of(string task) => new Query(Lines).Where("task_uuid = $task", "$task", task);

    private static string ReadLine(SqliteDataReader row)
    {
        var text = new StringBuilder();
        text.Append(row.Moment(0).ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        return text.Append(' ').Append(row.GetString(1)).ToString();
    }
}
