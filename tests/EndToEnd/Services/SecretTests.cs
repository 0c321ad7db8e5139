using Npgsql;
using Shield.EndToEnd.Programs;
using Shield.Servers;

namespace Shield.EndToEnd.Services;

/// <summary>Where the password of a target is, and where it is not.</summary>
public sealed class SecretTests : IAsyncLifetime
{
    private const string Canary = "canary-7c1f-secret";

    private static readonly string[] Paths =
    [
        "/v1/targets", "/v1/stores", "/v1/schedules", "/v1/retention", "/v1/jobs", "/v1/archives",
        "/v1/tasks", "/v1/status",
    ];

    private readonly Service _service = Service.Make();
    private string _file = "";
    private string _job = "";

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_password_is_in_no_answer_no_log_and_no_file_although_the_plugin_got_it()
    {
        await MakeVaultAsync();
        var done = await _service.Api.EndOfAsync(await _service.Api.RunAsync(_job));
        var archive = ServiceApi.Text(done, "archive_uuid");
        var restored = await _service.Api.EndOfAsync(await _service.Api.RestoreAsync(archive));
        File.Delete(_file);
        var failed = await _service.Api.EndOfAsync(await _service.Api.RunAsync(_job));

        Assert.Equal("done", ServiceApi.Text(restored, "status"));
        Assert.Equal("failed", ServiceApi.Text(failed, "status"));
        // It was told, and struck out: otherwise nothing would be proven here.
        Assert.Contains("logged in with ", ServiceApi.Text(done, "log"), StringComparison.Ordinal);
        await AssertNotAnsweredAsync(ServiceApi.Text(failed, "job_uuid"), archive);
        await AssertNotInFilesAsync();
        Assert.DoesNotContain(Canary, _service.Log(), StringComparison.Ordinal);

        // What is written when it ends is looked at, too.
        await _service.Child.TerminateAsync();
        await _service.Child.EndAsync(Poll.Patience);
        await AssertNotInFilesAsync();
        Assert.DoesNotContain(Canary, _service.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_below_the_home_is_for_its_owner_alone()
    {
        await MakeVaultAsync();
        await _service.Api.EndOfAsync(await _service.Api.RunAsync(_job));
        var patient = await Patient.MakeAsync(_service);
        patient.Hold();
        var task = await _service.Api.RunAsync(patient.Job);
        await patient.WaitsAsync();

        const UnixFileMode Others = (UnixFileMode)0b000_111_111;
        var open = Everything().Append(_service.Home).Append(_service.EndpointFolder)
            .Where(path => (File.GetUnixFileMode(path) & Others) != 0);

        Assert.Empty(open);
        Assert.True(Everything().Count() > 5, "too few files to prove anything");
        patient.LetGo();
        Assert.Equal("done", ServiceApi.Text(await _service.Api.EndOfAsync(task), "status"));
    }

    private async Task MakeVaultAsync()
    {
        _file = Path.Combine(_service.MakeFolder("data"), "file");
        await File.WriteAllTextAsync(_file, "data\n");
        var target = new { path = _file, password = Canary };
        var store = new { base_dir = _service.MakeFolder("blobs") };
        _job = await _service.Api.CreateJobAsync("vault", "vault", target, store);
    }

    private async Task AssertNotAnsweredAsync(string job, string archive)
    {
        string[] ones = [$"/v1/job/{job}", $"/v1/archive/{archive}"];
        foreach (var path in Paths.Concat(ones))
        {
            var answer = await _service.Api.GetAsync(path);
            Assert.DoesNotContain(Canary, answer.ToJsonString(), StringComparison.Ordinal);
        }

        foreach (var noun in (string[])["targets", "stores", "jobs", "archives", "tasks"])
        {
            Assert.DoesNotContain(
                Canary, await _service.ShieldDoneAsync("list", noun, "--json"), StringComparison.Ordinal);
        }
    }

    private async Task AssertNotInFilesAsync()
    {
        // grep also looks into what the service holds locked; 1 says that it found nothing, 2 that it could
        // not look.
        var found = await Tools.RunAsync(_service.Environment, "grep", "-rlaF", Canary, _service.Home);
        Assert.True(found.ExitCode == 1, $"grep: {found.ExitCode} {found.Output}{found.Errors}");
        if (await TestDatabases.OfAsync(_service.CatalogFile) is { } database)
        {
            Assert.Equal(0, await CountInDatabaseAsync(database));
        }
        else
        {
            Assert.Contains(_service.CatalogFile, Everything());
        }
    }

    /// <summary>In how many rows of any table it stands, as text or as bytes.</summary>
    private static async Task<long> CountInDatabaseAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var tables = source.CreateCommand("""
            SELECT string_agg(format(
              'SELECT count(*) AS n FROM %I t WHERE t::text LIKE ''%%%s%%'' OR t::text LIKE ''%%%s%%''',
              tablename, @text, encode(convert_to(@text, 'UTF8'), 'hex')), ' UNION ALL ')
            FROM pg_tables WHERE schemaname = 'public'
            """);
        tables.Parameters.AddWithValue("text", Canary);
        var each = (string)(await tables.ExecuteScalarAsync())!;
        Assert.Contains("orleansstorage", each, StringComparison.Ordinal);
        await using var count = source.CreateCommand($"SELECT sum(n)::bigint FROM ({each}) AS counts");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private IEnumerable<string> Everything() => Directory.EnumerateFileSystemEntries(
        _service.Home, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 });
}
