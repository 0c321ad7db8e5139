using System.Data.Common;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog;

/// <summary>Keeps requests that came with a key in a table of its own.</summary>
internal sealed class RequestLedger(CatalogDatabase database) : IRequestLedger
{
    /// <summary>How many old ones go at once, so that nobody waits long for them.</summary>
    private const int ForgottenAtOnceMax = 1000;

    /// <summary>The request at hand, if its day is over.</summary>
    internal const string ForgetOwn =
        "DELETE FROM request_ledger WHERE key_hash = @key AND claimed_at < @oldest;";

    /// <summary>The oldest of the others: never more are looked at than go.</summary>
    internal static readonly string ForgetOld = $"""
        DELETE FROM request_ledger WHERE key_hash IN (
          SELECT key_hash FROM request_ledger WHERE claimed_at < @oldest
          ORDER BY claimed_at LIMIT {ForgottenAtOnceMax});
        """;

    private const string Note = """
        INSERT INTO request_ledger (key_hash, fingerprint, uuid, claimed_at)
        VALUES (@key, @fingerprint, @uuid, @now)
        ON CONFLICT (key_hash) DO NOTHING;
        """;

    private const string Find = "SELECT fingerprint, uuid, answer FROM request_ledger WHERE key_hash = @key;";

    private const string Record = """
        UPDATE request_ledger SET answer = @answer
        WHERE key_hash = @key AND uuid = @uuid AND answer IS NULL;
        """;

    public Task<NotedRequest> ClaimAsync(
        string key, string fingerprint, DateTimeOffset now, CancellationToken cancellationToken) =>
        GuardAsync(async connection =>
        {
            var oldest = (now - IRequestLedger.Memory).ToUnixTimeMilliseconds();
            await using var forget = Command(
                connection, $"{ForgetOwn}\n{ForgetOld}", ("@key", key), ("@oldest", oldest));
            await forget.ExecuteNonQueryAsync(cancellationToken);
            await using var note = Command(
                connection,
                Note,
                ("@key", key),
                ("@fingerprint", fingerprint),
                ("@uuid", Guid.NewGuid()),
                ("@now", now.ToUnixTimeMilliseconds()));
            await note.ExecuteNonQueryAsync(cancellationToken);
            await using var find = Command(connection, Find, ("@key", key));
            await using var row = await find.ExecuteReaderAsync(cancellationToken);
            if (!await row.ReadAsync(cancellationToken)) throw JustForgotten();
            var answer = row.IsDBNull(2) ? null : row.GetString(2);
            return new NotedRequest(row.GetString(0), row.GetGuid(1), answer);
        },
        cancellationToken);

    public Task RecordAsync(string key, Guid uuid, string answer, CancellationToken cancellationToken) =>
        GuardAsync(async connection =>
        {
            await using var record = Command(
                connection, Record, ("@key", key), ("@uuid", uuid), ("@answer", answer));
            return await record.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    private async Task<T> GuardAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.Writer.OpenConnectionAsync(cancellationToken);
            return await work(connection);
        }
        catch (DbException e) when (CatalogTrouble.WhenAway(e) is { } away)
        {
            throw away;
        }
    }

    private DbCommand Command(
        DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Add(name, database.Value(value));
        return command;
    }

    /// <summary>Another silo's clock is ahead: its day was over in this very instant.</summary>
    private static ShieldException JustForgotten() =>
        new(Reason.Unavailable, "this request has just been forgotten", "try again");
}
