using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

public sealed class DummyPluginTests
{
    [Fact]
    public async Task A_store_that_is_stopped_half_way_leaves_nothing()
    {
        await using var bench = new Bench();
        var endpoint = $$"""
            {"dir": "{{bench.File("objects")}}", "read_bytes": 5, "then": "hang", "ready": "{{bench.File("ready")}}"}
            """;
        await using var store = await StartAsync(bench, "store", endpoint);
        store.StandardInput.Write("12345 and more"u8);
        await Bench.UntilAsync(() => File.Exists(bench.File("ready")));
        Assert.Single(Directory.GetFiles(bench.File("objects"), ".partial-*"));

        store.Stop();

        Assert.Equal(4, (await store.Ended).ExitCode);
        Assert.Empty(Directory.GetFiles(bench.File("objects"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_backup_reaches_a_store_and_comes_back()
    {
        await using var bench = new Bench();
        var endpoint = $$"""{"dir": "{{bench.File("objects")}}", "bytes": 3000000, "data": "random"}""";
        await using var backup = await StartAsync(bench, "backup", endpoint);
        await using var store = await StartAsync(bench, "store", endpoint);
        var sent = await new BytePump(backup.StandardOutput, store.StandardInput).RunAsync();
        store.CloseStandardInput();
        using var answer = System.Text.Json.JsonDocument.Parse(await Bench.TextAsync(store.StandardOutput));
        Assert.Equal(sent.Sha256, answer.RootElement.GetProperty("sha256").GetString());

        var key = answer.RootElement.GetProperty("key").GetString()!;
        await using var retrieve = await StartAsync(bench, "retrieve", endpoint, "--key", key);
        var got = await new BytePump(retrieve.StandardOutput, Stream.Null).RunAsync();

        Assert.Equal((sent.Bytes, sent.Sha256), (got.Bytes, got.Sha256));
        Assert.Equal((3_000_000L, 0), (got.Bytes, (await retrieve.Ended).ExitCode));
    }

    private static Task<SupervisedProcess> StartAsync(
        Bench bench, string action, string endpoint, params string[] arguments) =>
        bench.Supervision.StartAsync(new ProcessOrder
        {
            Program = Repository.Dummy,
            Arguments = [action, .. arguments],
            Environment = PluginEnvironment.OfThisProcess(),
            Endpoint = endpoint,
            OnErrorLine = (_, _) => { },
        });
}
