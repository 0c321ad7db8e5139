using System.Data.Common;
using Shield.Domain;
using Shield.Grains.Tasks;

namespace Shield.Silo.Catalog;

/// <summary>Appends to the log of tasks; lines that came before are known by their number.</summary>
internal sealed class TaskLog(CatalogDatabase database) : ITaskLog
{
    private const string Append = """
        INSERT INTO task_log (task_uuid, attempt, seq, at, stream, line)
        VALUES (@task, @attempt, @seq, @at, @stream, @line)
        ON CONFLICT (task_uuid, attempt, author, seq) DO NOTHING;
        """;

    public async Task AppendAsync(
        TaskId task, int attempt, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0) return;
        try
        {
            await using var connection = await database.Writer.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            foreach (var line in lines)
            {
                // One for each: a command that Npgsql has prepared meanwhile may go on with the values that
                // it had then (npgsql/npgsql#1429).
                await using var command = connection.CreateCommand();
                command.CommandText = Append;
                command.Transaction = transaction;
                Fill(command, task, attempt, line);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbException e) when (CatalogTrouble.WhenAway(e) is { } away)
        {
            throw away;
        }
    }

    private void Fill(DbCommand command, TaskId task, int attempt, LogLine line)
    {
        command.Add("@task", database.Value(task.Value));
        command.Add("@attempt", attempt);
        command.Add("@seq", line.Sequence);
        command.Add("@at", line.At.ToUnixTimeMilliseconds());
        command.Add("@stream", Columns.Word(line.Stream));
        command.Add("@line", line.Text);
    }
}
