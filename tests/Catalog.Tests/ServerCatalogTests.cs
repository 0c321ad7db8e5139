using Npgsql;
using Shield.Domain;
using Shield.Grains;
using Shield.Servers;

namespace Shield.Silo.Catalog.Tests;

/// <summary>What only a catalog on a server can get wrong.</summary>
[Trait("Catalog", "Own")]
public sealed class ServerCatalogTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private PostgresServer _server = null!;
    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.SharedAsync();
        _database = await _server.CreateDatabaseAsync();
    }

    public async ValueTask DisposeAsync() => await _server.DropDatabaseAsync(_database);

    [Fact]
    public async Task Many_who_open_a_new_catalog_at_once_create_it_once()
    {
        var all = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync(_database))));

        Assert.Equal("1", await ScalarAsync("SELECT count(*) FROM schema_version"));
        foreach (var catalog in all) await catalog.DisposeAsync();
    }

    [Fact]
    public async Task An_upgrade_that_fails_half_way_leaves_nothing()
    {
        await PostgresServer.ExecuteAsync(_database, "CREATE TABLE task_log (mine integer)");

        await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(_database));

        Assert.Equal("0", await ScalarAsync(
            "SELECT count(*) FROM pg_tables WHERE tablename IN ('orleansstorage', 'schema_version')"));
    }

    [Fact]
    public async Task What_follows_every_write_is_planned_once_for_each_session()
    {
        await using var catalog = await OpenAsync(_database);

        // PostgreSQL keeps no plans for what is written in SQL.
        Assert.Equal("0", await ScalarAsync("""
            SELECT count(*) FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
            WHERE p.pronamespace = CAST('public' AS regnamespace)
              AND l.lanname = 'sql' AND p.provolatile = 'v'
            """));
    }

    [Theory]
    [InlineData("Port", "1", "not reachable")]
    [InlineData("Password", "canary", "not open to this user")]
    [InlineData("Database", "atlantis", "gone")]
    public async Task A_server_that_cannot_be_used_is_said_in_one_line_without_the_password(
        string word, string value, string said)
    {
        var wrong = new NpgsqlConnectionStringBuilder(_database) { [word] = value }.ToString();

        var refusal = await Assert.ThrowsAsync<ShieldException>(() => OpenAsync(wrong));

        Assert.Equal(Reason.Unavailable, refusal.Reason);
        Assert.Contains("127.0.0.1:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.DoesNotContain("canary", refusal.Message + refusal.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Password, refusal.Message + refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_may_not_create_tables_is_told_what_to_grant()
    {
        var user = $"u{Guid.NewGuid():n}";
        await PostgresServer.ExecuteAsync(_database, $"CREATE ROLE {user} LOGIN PASSWORD 'x'");
        var poor = new NpgsqlConnectionStringBuilder(_database) { Username = user, Password = "x" };

        var refusal = await Assert.ThrowsAsync<ShieldException>(() => OpenAsync(poor.ToString()));

        Assert.Contains("permission denied for schema public", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("GRANT CREATE", refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_refused_as_unavailable_while_the_server_is_away_and_comes_when_it_is_back()
    {
        await using var own = await PostgresServer.StartAsync();
        var database = await own.CreateDatabaseAsync();
        await using var catalog = await OpenAsync(database);
        Assert.Empty(await ListAsync(catalog));

        await own.KillAsync();
        var refusal = await Assert.ThrowsAsync<ShieldException>(() => ListAsync(catalog));
        await own.RestartAsync();

        Assert.Equal(Reason.Unavailable, refusal.Reason);
        Assert.Empty(await UntilThereAsync(catalog));
    }

    private static Task<CatalogDatabase> OpenAsync(string database) =>
        CatalogDatabase.OpenAsync(CatalogServer.Parse(database)!, None);

    private static async Task<List<TargetRow>> ListAsync(CatalogDatabase catalog) =>
        await catalog.Catalog
            .ListTargetsAsync(new(NameFilter.Any, null, null), Page.Whole, None).ToListAsync();

    // Connections that died with the server are found out one by one, as they are used.
    private static async Task<List<TargetRow>> UntilThereAsync(CatalogDatabase catalog)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await ListAsync(catalog);
            }
            catch (ShieldException away) when (away.Reason is Reason.Unavailable && tries < 5)
            {
                Assert.Contains("not reachable", away.Message, StringComparison.Ordinal);
            }
        }
    }

    private async Task<string> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())!.ToString()!;
    }
}
