using Shield.Domain.Plugins;
using Shield.Domain.Stores;
using Shield.Grains.Stores;
using Shield.Grains.Workers;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>A store is tested by what it is for, and nothing of it is left.</summary>
public sealed class StoreRoundTripTests(Service service) : IClassFixture<Service>
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    [Theory]
    [InlineData("dummy", "it does not list it any more")]
    [InlineData("dummy1", "it does not give it out any more")]
    public async Task A_store_that_keeps_and_forgets_what_it_should_is_valid_step_by_step(
        string plugin, string gone)
    {
        var trial = service.Try();

        var report = await TestAsync(trial, plugin, "{}");

        Assert.Equal(CheckVerdict.Valid, report.Verdict);
        var words = report.Words.Split('\n');
        Assert.StartsWith("it stored 100001 random bytes as ", words[0], Ordinal);
        Assert.StartsWith("it gave back the same 100001 bytes, sha256 ", words[1], Ordinal);
        Assert.StartsWith("it purged ", words[2], Ordinal);
        Assert.StartsWith(gone, words[^1], Ordinal);
        await LeftNothingAsync(trial, report);
    }

    [Theory]
    [InlineData("dummy", """{"store": {"report_bytes": 7}}""", "says that it holds 7")]
    [InlineData("dummy", """{"store": {"report_sha256": "X"}}""", "")]
    [InlineData("dummy", """{"store": {"print": "nothing"}}""", "")]
    [InlineData("dummy", """{"store": {"print": "no_key"}}""", "")]
    [InlineData("dummy", """{"store": {"exit": 4}}""", "failed to store")]
    [InlineData("dummy", """{"store": {"die": "end"}}""", "ended by signal 9")]
    [InlineData("dummy", """{"store": {"die": "start"}}""", "ended by signal 9")]
    [InlineData("dummy", """{"store": {"read_bytes": 10}}""", "")]
    [InlineData("dummy", """{"store": {"die": "end", "print": "nothing"}}""", "ended by signal 9")]
    [InlineData("dummy", """{"retrieve": {"cut_bytes": 100000}}""", "100000 came back")]
    [InlineData("dummy1", """{"retrieve": {"cut_bytes": 100000}}""", "100000 came back")]
    [InlineData("dummy", """{"retrieve": {"exit": 3}}""", "failed to retrieve")]
    [InlineData("dummy", """{"retrieve": {"from": "/etc/hostname", "dir": ""}}""", "came back")]
    [InlineData("dummy", """{"purge": {"exit": 4}}""", "failed to purge")]
    [InlineData("dummy1", """{"purge": {"exit": 4}}""", "failed to purge")]
    [InlineData("dummy", """{"list": {"exit": 4}}""", "failed to list")]
    public async Task A_store_that_fails_at_any_step_is_told_so_and_nothing_is_left(
        string plugin, string store, string reason)
    {
        var trial = service.Try();

        var report = await TestAsync(trial, plugin, store);

        Assert.Equal(CheckVerdict.Invalid, report.Verdict);
        Assert.Contains(reason, report.Words, Ordinal);
        Assert.DoesNotContain("is left in the store:", report.Words, Ordinal);
        await LeftNothingAsync(trial, report);
    }

    [Theory]
    [InlineData("dummy", """{"purge": {"dir": "@/elsewhere", "exit": 4}}""", "failed to purge", "may be")]
    [InlineData("dummy", """{"purge": {"dir": "@/elsewhere"}}""", "it still lists ", "is")]
    [InlineData("dummy1", """{"purge": {"dir": "@/elsewhere"}}""", "it still gives out ", "is")]
    public async Task What_cannot_be_removed_is_named(
        string plugin, string store, string reason, string sure)
    {
        var trial = service.Try();

        var report = await TestAsync(trial, plugin, store);

        Assert.Equal(CheckVerdict.Invalid, report.Verdict);
        Assert.Contains(reason, report.Words, Ordinal);
        var key = Path.GetRelativePath(trial.StoreFolder, Assert.Single(trial.Blobs));
        Assert.Contains($"{key} {sure} left in the store: remove it by hand", report.Words, Ordinal);
    }

    [Fact]
    public async Task A_store_of_protocol_1_that_prints_no_key_leaves_what_nobody_can_know_and_says_so()
    {
        var trial = service.Try();

        var report = await TestAsync(trial, "dummy1", """{"store": {"print": "nothing"}}""");

        Assert.Equal(CheckVerdict.Invalid, report.Verdict);
        Assert.Contains("cannot list what it holds", report.Words, Ordinal);
    }

    [Fact]
    public async Task A_store_of_protocol_2_that_has_no_list_is_asked_for_what_was_purged()
    {
        var report = await TestAsync(service.Try(), "dummy", """{"list": {"exit": 2}}""");

        Assert.Equal(CheckVerdict.Valid, report.Verdict);
        Assert.Contains("it has no list", report.Words, Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_is_not_there_is_named()
    {
        var report = await TestAsync(service.Try(), "nowhere", "{}");

        Assert.Equal(CheckVerdict.Invalid, report.Verdict);
        Assert.Contains("there is no plugin 'nowhere'", report.Words, Ordinal);
    }

    [Fact]
    public async Task Who_does_not_wait_for_the_answer_ends_the_test_and_nothing_is_left()
    {
        var trial = service.Try();
        using var impatience = new CancellationTokenSource();
        var testing = TestAsync(
            trial, "dummy", """{"retrieve": {"hang": "start", "ready": "@/ready"}}""", impatience.Token);
        await trial.UntilThereAsync("ready");

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => testing);
        await trial.UntilNoBlobAsync();
        await ShieldCluster.UntilAsync(() => trial.FilesThatTell().Count == 0, () => "an endpoint is left");
    }

    [Fact]
    public async Task The_stop_of_the_service_ends_a_test_and_nothing_is_left()
    {
        await using var shield = await ShieldCluster.StartAsync();
        var trial = new Trial(shield);
        var testing = TestAsync(
            trial, "dummy", """{"retrieve": {"hang": "start", "ready": "@/ready"}}""");
        await trial.UntilThereAsync("ready");
        Assert.Single(trial.Blobs);

        await shield.RestartAsync();

        Assert.Empty(trial.Blobs);
        await Record.ExceptionAsync(() => testing);
    }

    private static Task<CheckReport> TestAsync(Trial trial, string plugin, string store) =>
        TestAsync(trial, plugin, store, CancellationToken.None);

    private static async Task<CheckReport> TestAsync(
        Trial trial, string plugin, string store, CancellationToken cancellationToken)
    {
        var fields = trial.Fields(store);
        fields["dir"] = trial.StoreFolder;
        var grain = trial.Shield.Grains.GetGrain<IStoreGrain>(Guid.NewGuid());
        await grain.CreateAsync(
            new StoreDefinition(
                "disk",
                "",
                PluginName.Parse(plugin)!.Value,
                EndpointConfig.Parse(fields.ToJsonString())!),
            CancellationToken.None);
        return await grain.TestAsync(trial.Shield.Agent, cancellationToken);
    }

    private static async Task LeftNothingAsync(Trial trial, CheckReport report)
    {
        Assert.DoesNotContain(trial.Canary, report.Words, Ordinal);
        await trial.UntilNoBlobAsync();
        Assert.Empty(trial.FilesThatTell());
    }
}
