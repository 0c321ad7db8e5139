namespace Shield.Cli.Tests;

public sealed class DeleteTests
{
    private const string Deleted = """{"ok":"deleted"}""";

    [Theory]
    [InlineData("target docs", "Target docs (fs at 10.0.0.5:5444) will be lost")]
    [InlineData("store disk", "Store disk (fs) will be lost")]
    [InlineData("schedule nightly", "Schedule nightly (daily at 4am) will be lost")]
    [InlineData("retention policy quarter", "Retention policy quarter (90 days) will be lost")]
    [InlineData("job 'docs nightly'", "Job docs nightly (docs to disk, daily at 4am) will be lost")]
    [InlineData("archive 9ee4", "Archive 9ee4b579 of docs, taken 2026-07-25 13:32:00 CEST")]
    public async Task A_delete_names_what_will_be_lost_and_needs_a_yes(string thing, string loss)
    {
        await using var core = await DeletableAsync();

        var no = await Shell.TerminalAt(core, "\n").RunAsync($"delete {thing}");
        var alone = await Shell.At(core).RunAsync($"delete {thing}");
        Assert.DoesNotContain(core.Asked, a => a.Method == "DELETE");
        var yes = await Shell.TerminalAt(core, "y\n").RunAsync($"delete {thing}");

        Assert.Equal((1, 1, 0), (no.Exit, alone.Exit, yes.Exit));
        Assert.All([no, alone, yes], ran => Assert.Contains(loss, ran.Error, StringComparison.Ordinal));
        Assert.Contains("hint: add --yes", alone.Error, StringComparison.Ordinal);
        Assert.Equal("deleted\n", yes.Out);
        Assert.Equal("DELETE", core.Asked[^1].Method);
    }

    [Fact]
    public async Task What_was_seen_is_deleted_and_not_what_somebody_has_made_of_it()
    {
        await using var core = await DeletableAsync();

        await Shell.TerminalAt(core, "yes\n").RunAsync("delete target docs");

        Assert.Equal("\"0123\"", core.Asked[^1].IfMatch);
    }

    [Theory]
    [InlineData($"delete target {Samples.TargetId}", $"target/{Samples.TargetId}")]
    [InlineData($"delete store {Samples.StoreId}", $"store/{Samples.StoreId}")]
    [InlineData($"delete schedule {Samples.ScheduleId}", $"schedule/{Samples.ScheduleId}")]
    [InlineData($"delete policy {Samples.PolicyId}", $"retention/{Samples.PolicyId}")]
    [InlineData($"delete job {Samples.JobId}", $"job/{Samples.JobId}")]
    [InlineData($"delete backup {Samples.ArchiveId}", $"archive/{Samples.ArchiveId}")]
    public async Task A_script_says_yes_and_nothing_is_asked(string line, string path)
    {
        await using var core = await DeletableAsync();

        var ran = await Shell.At(core).RunAsync($"{line} --yes");

        Assert.Equal(0, ran.Exit);
        Assert.Equal([$"DELETE /v1/{path}"], core.Lines);
    }

    [Fact]
    public async Task A_refused_delete_lists_who_uses_it_but_not_everybody()
    {
        await using var core = await FakeCore.StartAsync();
        var users = Enumerable.Range(0, 12)
            .Select(i => $$"""{"kind":"job","uuid":"{{Samples.JobId}}","name":"job {{i}}"}""");
        core.WithOneOfEach().Refuse(
            $"DELETE /v1/schedule/{Samples.ScheduleId}",
            409,
            $$"""{"status":409,"detail":"nightly is used","used_by":{{Samples.List([.. users])}}}""");

        var ran = await Shell.At(core).RunAsync("delete schedule nightly --yes");

        Assert.Equal(1, ran.Exit);
        Assert.Contains("shield: nightly is used", ran.Error, StringComparison.Ordinal);
        Assert.Contains($"  used by job job 0 {Samples.JobId}", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("job 10", ran.Error, StringComparison.Ordinal);
        Assert.Contains("  and more", ran.Error, StringComparison.Ordinal);
        Assert.Contains("begin with `shield edit job 'job 0'`", ran.Error, StringComparison.Ordinal);
    }

    private static async Task<FakeCore> DeletableAsync() => (await FakeCore.StartAsync()).WithOneOfEach()
        .On($"DELETE /v1/target/{Samples.TargetId}", Deleted)
        .On($"DELETE /v1/store/{Samples.StoreId}", Deleted)
        .On($"DELETE /v1/schedule/{Samples.ScheduleId}", Deleted)
        .On($"DELETE /v1/retention/{Samples.PolicyId}", Deleted)
        .On($"DELETE /v1/job/{Samples.JobId}", Deleted)
        .On($"DELETE /v1/archive/{Samples.ArchiveId}", Deleted);
}
