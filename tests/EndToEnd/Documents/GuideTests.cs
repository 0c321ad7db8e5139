using Npgsql;
using Shield.EndToEnd.Programs;
using Shield.Servers;

namespace Shield.EndToEnd.Documents;

/// <summary>Runs what the guides in docs/ tell a reader to run; what they leave to the reader (paths, UUIDs)
/// is filled in.</summary>
[Trait("Catalog", "Any")]
public sealed class GuideTests : IAsyncLifetime
{
    private readonly Service _service = Service.Make();

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_plugin_in_twenty_lines_keeps_and_returns_a_file_by_hand_and_under_the_service()
    {
        var plugin = Path.Combine(_service.Plugins, "one-file");
        await File.WriteAllTextAsync(plugin, Assert.Single(new Page("docs/plugins.md").Commands(
            "A plugin in twenty lines")));
        await Tools.OutputOfAsync("chmod", "+x", plugin);
        var file = Path.Combine(_service.MakeFolder("data"), "file");
        await File.WriteAllTextAsync(file, "kept\n");

        await RunAsync($"""
            cd {_service.Plugins}
            mkdir {_service.Folder}/archives
            ./one-file backup -e '{Field("data/file")}' | ./one-file store -e '{Field("archives")}' >key
            ./one-file retrieve -e '{Field("archives")}' -k "$(jq -r .key key)" |
              ./one-file restore -e '{Field("data/copy")}'
            rm key
            cmp {_service.Folder}/data/file {_service.Folder}/data/copy
            """);
        await RunAsync($"""
            shield create target --name one --plugin one-file --agent 127.0.0.1:5444 --set path={file}
            shield create store --name one --plugin one-file --set path={_service.Folder}/archives
            shield create schedule --name one --when 'daily 4am'
            shield create retention policy --name one --expires 30d
            shield create job --name one --target one --store one --schedule one --retention-policy one
            shield run job one --wait
            rm {file}
            shield restore archive "$(shield list archives --target one | cut -f 2)" --wait --yes
            """);
        Assert.Equal("kept\n", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task The_command_lines_of_the_guide_to_the_command_line_work()
    {
        var page = new Page("docs/cli.md");
        _service.MakeFolder("srv/docs");
        await File.WriteAllTextAsync(Path.Combine(_service.Folder, "srv/docs/page"), "text\n");
        var firstBackup = Assert.Single(page.Commands("The first backup"))
            .Replace("/srv/docs", _service.Folder + "/srv/docs", StringComparison.Ordinal)
            .Replace("/backups", _service.Folder + "/backups", StringComparison.Ordinal);
        Assert.Contains("restore archive 9ee4b579 --wait", firstBackup, StringComparison.Ordinal);

        await RunAsync(Assert.Single(page.Commands("Where the core is")));
        // A restore asks; there is no terminal here to answer on.
        var answered = firstBackup.Replace("--wait\n", "--wait --yes\n", StringComparison.Ordinal)
            .Replace("run job docs --wait --yes", "run job docs --wait", StringComparison.Ordinal);
        await RunAsync(WithUuids(answered));
        await RunAsync(WithUuids(string.Concat(page.Commands("Checking"))));
        await RunAsync(WithUuids(string.Concat(page.Commands("Looking"))));
        var testing = string.Concat(page.Commands("Testing a store, downloading an archive"));
        await RunAsync(WithUuids($"cd {_service.Folder}\n{testing}tar -tf docs.tar"));
        await RunAsync(WithUuids(string.Concat(page.Commands("Editing"))));
        await RunAsync(WithUuids(string.Concat(page.Commands("Deleting"))));
    }

    [Fact]
    public async Task The_requests_of_the_guide_to_the_api_are_answered_as_it_says()
    {
        var page = new Page("docs/api.md");
        string[] open =
        [
            "Where it is described", "Bodies and answers", "Errors", "Requests that may be sent again",
            "Long lists", "Edits that do not collide",
        ];

        var said = await CurlAsync(string.Concat(open.SelectMany(page.Commands)));
        Assert.Contains("\n/v1/job/{uuid}/run\n", said, StringComparison.Ordinal);
        Assert.Contains("daily 4am\n", said, StringComparison.Ordinal);
        Assert.Contains("[\n  \"name\"\n]\n[\n  \"is not understood", said, StringComparison.Ordinal);
        Assert.Contains("/v1/schedules?limit=1&cursor=", said, StringComparison.Ordinal);
        Assert.Contains("""{"ok":"updated"}""", said, StringComparison.Ordinal);
        var weekly = await _service.Api.ListAsync("/v1/schedules?name=weekly");
        Assert.Equal("sundays at 4am", ServiceApi.Text(Assert.Single(weekly), "when"));

        var asked = string.Concat(page.Commands("Who is asking"));
        var answer = await CurlAsync($"""
            TOKEN=$(shieldd token create --name ann --role viewer)
            {asked}
            """);
        Assert.Contains("\"version\":", answer, StringComparison.Ordinal);
        Assert.EndsWith("[]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalog_that_was_copied_as_the_guide_says_is_whole()
    {
        if (TestDatabases.AreOnServer)
        {
            await AssertDumpIsWholeAsync();
            return;
        }

        var copy = Path.Combine(_service.Folder, "copy.db");
        var command = Assert.Single(new Page("docs/operations.md").Commands("Back up Shield itself"))
            .Replace("/var/backups/shield-catalog.db", copy, StringComparison.Ordinal);

        await RunAsync(command);

        Assert.Equal("ok\n", await Tools.OutputOfAsync("sqlite3", copy, "PRAGMA integrity_check"));
    }

    private async Task AssertDumpIsWholeAsync()
    {
        var database = await TestDatabases.OfAsync(_service.CatalogFile);
        var words = new NpgsqlConnectionStringBuilder(database);
        var dump = Path.Combine(_service.Folder, "shield.dump");
        var page = new Page("docs/operations.md");
        var command = Assert.Single(page.Commands("Back up a catalog on PostgreSQL"))
            .Replace("/var/backups/shield-catalog.dump", dump, StringComparison.Ordinal);

        await RunAsync($"""
            export PGHOST={words.Host} PGPORT={words.Port} PGUSER={words.Username} PGDATABASE={words.Database}
            export PGPASSWORD={words.Password}
            {command.Replace("-d shield", "", StringComparison.Ordinal)}
            """);

        var content = await Tools.OutputOfAsync("pg_restore", "-l", dump);
        Assert.Contains("TABLE DATA public orleansstorage", content, StringComparison.Ordinal);
    }

    private string Field(string below) => $$"""{"path":"{{_service.Folder}}/{{below}}"}""";

    /// <summary>Puts the newest archive and task where the guide has examples, at the moment they are used.
    /// </summary>
    private static string WithUuids(string commands)
    {
        const string Archive = "$(shield list archives | head -1 | cut -f 2 | cut -c 1-8)";
        const string Task = "$(shield list tasks --all --json | jq -r '.[0].uuid')";
        return commands.Replace("9ee4b579", Archive, StringComparison.Ordinal)
            .Replace("5e2c416d", Task, StringComparison.Ordinal);
    }

    /// <summary>Runs requests of a guide against this service; answers what they print.</summary>
    private Task<string> CurlAsync(string script)
    {
        var here = script.Replace("http://127.0.0.1:8888/", $"{_service.Url}", StringComparison.Ordinal);
        return RunAsync($"cd {_service.Folder}\n{here}");
    }

    private async Task<string> RunAsync(string script)
    {
        var found = $"PATH={Testing.Repository.Root}/dist:$PATH\n{script}";
        var end = await Tools.RunAsync(_service.Environment, "bash", "-xeu", "-o", "pipefail", "-c", found);
        Assert.True(end.ExitCode == 0, $"exit {end.ExitCode}\n{end.Output}\n{end.Errors}\n{_service.Log()}");
        return end.Output;
    }
}
