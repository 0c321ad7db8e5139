using Npgsql;
using Shield.Domain;
using Shield.Servers;

namespace Shield.Silo.Catalog.Tests;

/// <summary>What the role of an agent may do, asked of a real server.</summary>
[Trait("Catalog", "Own")]
public sealed class AgentRoleTests : IAsyncLifetime
{
    private const string Denied = PostgresErrorCodes.InsufficientPrivilege;

    /// <summary>All that an agent needs to be one silo among others.</summary>
    private static readonly Dictionary<string, string> Rights = new()
    {
        ["orleansmembershiptable"] = "SELECT INSERT UPDATE DELETE",
        ["orleansmembershipversiontable"] = "SELECT INSERT UPDATE",
        ["orleansreminderstable"] = "SELECT INSERT UPDATE DELETE",
        ["orleansquery"] = "SELECT",
        ["schema_version"] = "SELECT",
    };

    private readonly string _role = $"agent-{Guid.NewGuid():n}"[..20];
    private PostgresServer _server = null!;
    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.SharedAsync();
        _database = await _server.CreateDatabaseAsync();
        await using var catalog = await CatalogDatabase.OpenAsync(
            CatalogServer.Parse(_database)!, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DropDatabaseAsync(_database);
        await PostgresServer.ExecuteAsync(
            _server.ConnectionString("postgres"), $"DROP ROLE IF EXISTS \"{_role}\"");
    }

    [Fact]
    public async Task It_reaches_what_a_silo_needs_and_nothing_else_whatever_tables_there_are()
    {
        await MakeAsync();
        await PostgresServer.ExecuteAsync(_database, "CREATE TABLE of_tomorrow (it text)");

        var rights = await ListAsync("""
            SELECT t.tablename || ': ' || string_agg(r.name, ' ' ORDER BY r.place)
            FROM pg_tables t, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES',
              'TRIGGER']) WITH ORDINALITY AS r (name, place)
            WHERE t.schemaname = 'public'
              AND has_table_privilege(@role, format('%I.%I', t.schemaname, t.tablename), r.name)
            GROUP BY t.tablename ORDER BY t.tablename
            """);

        Assert.Equal(
            Rights.OrderBy(right => right.Key, StringComparer.Ordinal).Select(r => $"{r.Key}: {r.Value}"),
            rights);
    }

    [Fact]
    public async Task Whatever_it_tries_on_another_table_is_refused_by_the_server()
    {
        await MakeAsync();
        var tables = await ListAsync("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
        var tried = 0;

        foreach (var table in tables)
        {
            var right = Rights.GetValueOrDefault(table, "");
            foreach (var (word, sql) in Attempts(table).Where(attempt => !right.Contains(attempt.Word)))
            {
                Assert.Equal((table, word, Denied), (table, word, await FaultAsync(sql)));
                tried++;
            }
        }

        Assert.True(tables.Count > 20, $"there are {tables.Count} tables");
        Assert.True(tried > 80, $"{tried} were tried");
    }

    [Theory]
    [InlineData("CREATE TABLE public.mine (it text)")]
    [InlineData("CREATE SCHEMA mine")]
    [InlineData("CREATE FUNCTION public.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'")]
    [InlineData("ALTER TABLE schema_version ADD COLUMN mine text")]
    [InlineData("CREATE ROLE of_mine")]
    [InlineData("CREATE DATABASE of_mine")]
    [InlineData("SELECT nextval(s.oid::regclass) FROM pg_class s WHERE relkind = 'S'")]
    [InlineData("SELECT project_target('{}')")]
    [InlineData("SELECT project_job(CAST('{\"uuid\":\"5e2c416d-36f7-484a-8a2a-3d3d567d55d6\"}' AS jsonb))")]
    [InlineData("SELECT pg_read_file('postgresql.conf')")]
    public async Task Nothing_is_made_and_nothing_is_changed_by_other_ways(string sql)
    {
        await MakeAsync();

        Assert.Equal(Denied, await FaultAsync(sql));
    }

    [Fact]
    public async Task No_function_of_the_catalog_lends_its_owners_rights()
    {
        Assert.Empty(await ListAsync(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = CAST('public' AS regnamespace)"));
    }

    [Fact]
    public async Task Made_again_it_has_what_it_needs_and_nothing_that_was_added_to_it()
    {
        await MakeAsync();
        await PostgresServer.ExecuteAsync(_database, $"""
            GRANT ALL ON tokens, audit TO "{_role}";
            REVOKE ALL ON orleansquery FROM "{_role}";
            """);

        await MakeAsync();

        Assert.Equal(Denied, await FaultAsync("SELECT FROM tokens"));
        Assert.Null(await FaultAsync("SELECT FROM orleansquery"));
    }

    [Fact]
    public async Task The_owner_of_the_catalog_is_made_no_agent_and_keeps_its_rights()
    {
        await PostgresServer.ExecuteAsync(_database, $"""
            CREATE ROLE "{_role}" LOGIN;
            ALTER TABLE schema_version OWNER TO "{_role}";
            """);

        var refusal = await Assert.ThrowsAsync<PostgresException>(MakeAsync);
        await PostgresServer.ExecuteAsync(_database, $"REASSIGN OWNED BY \"{_role}\" TO postgres");

        Assert.Contains("owns this catalog", refusal.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_whose_role_lacks_something_is_told_where_that_is_said()
    {
        await PostgresServer.ExecuteAsync(_database, $"CREATE ROLE \"{_role}\" LOGIN PASSWORD 'x'");

        var refusal = await Assert.ThrowsAsync<ShieldException>(() => JoinAsync(AsRole()));

        Assert.Contains("permission denied", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("shieldd agent role NAME", refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_comes_before_any_core_is_told_to_start_one()
    {
        var empty = await _server.CreateDatabaseAsync();

        var refusal = await Assert.ThrowsAsync<ShieldException>(() => JoinAsync(empty));
        await _server.DropDatabaseAsync(empty);

        Assert.Contains("start a core", refusal.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("agent1", true)]
    [InlineData("db-1.example_com", true)]
    [InlineData("", false)]
    [InlineData("1agent", false)]
    [InlineData("Agent", false)]
    [InlineData("a\"; DROP TABLE targets; --", false)]
    [InlineData("a'b", false)]
    [InlineData("agent\n", false)]
    public void A_name_is_taken_when_nothing_in_it_means_anything_to_the_server(string name, bool isTaken)
    {
        Assert.Equal(isTaken, AgentRole.IsName(name));
        if (!isTaken) Assert.Throws<ArgumentException>(() => AgentRole.Sql(name));
    }

    private static IEnumerable<(string Word, string Sql)> Attempts(string table) =>
    [
        ("SELECT", $"SELECT FROM {table}"),
        ("INSERT", $"INSERT INTO {table} DEFAULT VALUES"),
        ("DELETE", $"DELETE FROM {table}"),
        ("TRUNCATE", $"TRUNCATE {table}"),
        ("UPDATE", $"SELECT FROM {table} FOR UPDATE"),
    ];

    private static async Task JoinAsync(string database)
    {
        await using var catalog = await CatalogDatabase.JoinAsync(
            CatalogServer.Parse(database)!, CancellationToken.None);
    }

    /// <summary>As an operator does: the role, then its password.</summary>
    private Task MakeAsync() => PostgresServer.ExecuteAsync(
        _database, $"{AgentRole.Sql(_role)} ALTER ROLE \"{_role}\" PASSWORD 'x'");

    private string AsRole() => new NpgsqlConnectionStringBuilder(_database)
    {
        Username = _role,
        Password = "x",
        Pooling = false,
    }.ToString();

    /// <summary>Why the server refuses it; null when it does not.</summary>
    private async Task<string?> FaultAsync(string sql)
    {
        try
        {
            await PostgresServer.ExecuteAsync(AsRole(), sql);
            return null;
        }
        catch (PostgresException refusal)
        {
            return refusal.SqlState;
        }
    }

    private async Task<IReadOnlyList<string>> ListAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("role", _role);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync()) found.Add(rows.GetString(0));
        return found;
    }
}
