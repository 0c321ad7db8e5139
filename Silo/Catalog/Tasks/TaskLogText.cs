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

    /// <summary>One of them, with all that is known of it.</summary>
    public static LogRow ReadRow(DbDataReader row) => new(ReadLine(row), row.GetInt32(3), row.GetString(4));

    /// <summary>Its last <see cref="ICatalog.ListedLogCharsMax"/> characters; no more is read than they need.
    /// </summary>
    public static async Task<string> TailAsync(
        ReadSession session, TaskId task, bool debug, CancellationToken cancellationToken)
    {
        var tail = new Tail();
        var query = Of(task).OrderBy("id DESC").Limit(TailLinesMax);
        await foreach (var line in session.ReadAsync(query, Reader(debug), cancellationToken))
        {
            tail.Put(line);
            if (tail.IsFull) break;
        }

        return tail.ToString();
    }

    private static Query Of(TaskId task) =>
        new Query(Lines).Where("task_uuid = @task", "@task", task.Value);

    private static Func<DbDataReader, string> Reader(bool debug) =>
        row => ReadRow(row).Text(debug);

    /// <summary>A line, and whose it is.</summary>
    public sealed record LogRow(LoggedLine Line, int Attempt, string Stream)
    {
        /// <summary>As people read it, or in every detail.</summary>
        public string Text(bool debug)
        {
            if (!debug) return Line.ToString();
            var time = Line.At.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
            return $"{time} attempt {Attempt} {Stream}: {Line.Text}";
        }
    }

    /// <summary>The end of a log, put together from its last line on.</summary>
    public sealed class Tail
    {
        private readonly List<string> _newestFirst = [];
        private int _chars;

        /// <summary>Whether no more lines fit.</summary>
        public bool IsFull => _chars > ICatalog.ListedLogCharsMax;

        /// <summary>The line before the others.</summary>
        public void Put(string line)
        {
            _newestFirst.Add(line);
            _chars += line.Length + 1;
        }

        public override string ToString()
        {
            var text = string.Join('\n', _newestFirst.AsEnumerable().Reverse());
            if (text.Length <= ICatalog.ListedLogCharsMax) return text;
            var tail = text[^ICatalog.ListedLogCharsMax..];

            // Half of a surrogate pair is no character, and no JSON.
            return char.IsLowSurrogate(tail[0]) ? tail[1..] : tail;
        }
    }
}
