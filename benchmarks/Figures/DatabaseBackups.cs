using System.Security.Cryptography;
using Npgsql;
using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;
using Shield.Servers;

namespace Shield.Benchmarks.Figures;

/// <summary>How fast a database is backed up, by a plugin whose program works hard for every byte.</summary>
internal sealed class DatabaseBackups : IPart
{
    private const int ObjectBytes = 4 << 20;

    public string Letter => "b";

    public string Name => "database";

    public string Title => "a PostgreSQL database, backed up";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        _ = Workshop.Built("plugins/postgres");
        var bytes = shop.Wanted.Sized(1000L << 20, 48L << 20);
        await using var server = await PostgresServer.StartAsync("-c fsync=on -c max_wal_size=4GB");
        var connection = await server.CreateDatabaseAsync();
        await FillAsync(connection, bytes, cancellationToken);

        var route = new Route("postgres", Endpoint(server, connection), shop.MakeFolder("blobs"));
        await using var service = await Service.StartAsync(
            shop.PathOf("home"), new Dictionary<string, string>(), cancellationToken);
        var job = await route.CreateJobAsync(service.Api, cancellationToken);
        // A dump takes long, and its database has just been written: the first pair counts.
        var dumps = await Throughput.BackUpAsync(
            service, route, job, warmUp: shop.Wanted.Quick, cancellationToken);
        var backups = new Throughput("backup of a database", bytes, dumps);
        return new PartResult(Throughput.Table(backups), backups.Goal);
    }

    private static object Endpoint(PostgresServer server, string connection) => new
    {
        pg_host = PostgresServer.Host,
        pg_port = $"{server.Port}",
        pg_user = PostgresServer.User,
        pg_password = server.Password,
        pg_database = new NpgsqlConnectionStringBuilder(connection).Database,
    };

    /// <summary>Large objects, since a dump has their bytes as they are; random ones, so that compressing
    /// them is in vain and the dump is as large as they are.</summary>
    private static async Task FillAsync(
        string connectionString, long bytes, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var make = new NpgsqlCommand("SELECT lo_from_bytea(0, @bytes)", connection);
        var content = make.Parameters.Add("bytes", NpgsqlTypes.NpgsqlDbType.Bytea);
        for (var done = 0L; done < bytes; done += ObjectBytes)
        {
            content.Value = RandomNumberGenerator.GetBytes(ObjectBytes);
            await make.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var settle = new NpgsqlCommand("CHECKPOINT", connection);
        await settle.ExecuteNonQueryAsync(cancellationToken);
    }
}
