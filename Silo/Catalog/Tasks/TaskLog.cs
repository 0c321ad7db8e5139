using System.Data.Common;
using System.Globalization;
using Shield.Domain;
using Shield.Grains.Tasks;

namespace Shield.Silo.Catalog;

/// <summary>Appends to the log of tasks; lines that came before are known by their number.</summary>
internal sealed class TaskLog(CatalogDatabase database) : ITaskLog
{
    /// <summary>How many lines one statement writes: a server is asked once for so many. Far below the 32,766
    /// parameters that SQLite takes at most.</summary>
    private const int LinesMax = 200;

    public async Task AppendAsync(
        TaskId task, int attempt, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0) return;
        try
        {
            await using var connection = await database.Writer.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            foreach (var some in lines.Chunk(LinesMax))
            {
                // One for each: a command that Npgsql has prepared meanwhile may go on with the values that
                // it had then (npgsql/npgsql#1429).
                await using var command = connection.CreateCommand();
                command.Transaction = transaction;
                Fill(command, task, attempt, some);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbException e) when (CatalogTrouble.WhenAway(e) is { } away)
        {
            throw away;
        }
    }

    private void Fill(DbCommand command, TaskId task, int attempt, LogLine[] lines)
    {
        var rows = Enumerable.Range(0, lines.Length).Select(number => string.Create(
            CultureInfo.InvariantCulture,
            $"(@task, @attempt, @seq{number}, @at{number}, @stream{number}, @line{number})"));
        command.CommandText = $"""
            INSERT INTO task_log (task_uuid, attempt, seq, at, stream, line)
            VALUES {string.Join(", ", rows)}
            ON CONFLICT (task_uuid, attempt, author, seq) DO NOTHING;
            """;
        command.Add("@task", database.Value(task.Value));
        command.Add("@attempt", attempt);
        foreach (var (number, line) in lines.Index())
        {
            var suffix = number.ToString(CultureInfo.InvariantCulture);
            command.Add("@seq" + suffix, line.Sequence);
            command.Add("@at" + suffix, line.At.ToUnixTimeMilliseconds());
            command.Add("@stream" + suffix, Columns.Word(line.Stream));
            command.Add("@line" + suffix, line.Text);
        }
    }
}
