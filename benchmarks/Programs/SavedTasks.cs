using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Shield.Benchmarks.Programs;

/// <summary>Watches from outside how tasks come into the catalog of a running service.</summary>
internal sealed class SavedTasks(DbConnection connection) : IAsyncDisposable
{
    private const string Count = "SELECT count(*) FROM tasks WHERE requested_at >= @since";

    private const string CountDone = $"{Count} AND status = 'done'";

    private const string CountFailed = $"{Count} AND status IN ('failed', 'canceled')";

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>Opens it beside the service.</summary>
    /// <param name="place">Where the catalog is.</param>
    /// <param name="home">The home of its service.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SavedTasks> OpenAsync(
        CatalogPlace place, string home, CancellationToken cancellationToken)
    {
        DbConnection connection = place.Database is { } database
            ? new NpgsqlConnection(database)
            : new SqliteConnection(
                $"Data Source={Path.Combine(home, "catalog.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return new SavedTasks(connection);
    }

    /// <summary>Waits for tasks that are requested from a moment on; answers how many milliseconds after it
    /// each was there, as seen every 5 ms.</summary>
    /// <param name="since">The moment.</param>
    /// <param name="count">How many there will be.</param>
    /// <param name="patience">When to give up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">Not all of them came.</exception>
    public async Task<double[]> WaitAsync(
        DateTimeOffset since, int count, TimeSpan patience, CancellationToken cancellationToken)
    {
        var late = new List<double>();
        while (late.Count < count)
        {
            var seen = await CountAsync(Count, since, cancellationToken);
            var now = Clock.GetUtcNow() - since;
            if (now > patience) throw new TimeoutException($"{seen} of {count} tasks are there after {now}");
            while (late.Count < Math.Min(seen, count)) late.Add(now.TotalMilliseconds);
            await Task.Delay(LookAgain, Clock, cancellationToken);
        }

        return [.. late];
    }

    /// <summary>Waits until so many tasks that are requested from a moment on are done.</summary>
    /// <exception cref="InvalidOperationException">One has ended otherwise.</exception>
    /// <exception cref="TimeoutException">Not all of them ended.</exception>
    public async Task WaitDoneAsync(
        DateTimeOffset since, int count, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (long done; (done = await CountAsync(CountDone, since, cancellationToken)) < count;)
        {
            var failed = await CountAsync(CountFailed, since, cancellationToken);
            if (failed > 0) throw new InvalidOperationException($"{failed} of {count} tasks have failed");
            var elapsed = Clock.GetUtcNow() - since;
            if (elapsed > patience)
                throw new TimeoutException($"{done} of {count} tasks are done after {elapsed}");
            await Task.Delay(LookAgain, Clock, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<long> CountAsync(
        string sql, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("since", since.ToUnixTimeMilliseconds());
        command.Parameters.Add(parameter);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
