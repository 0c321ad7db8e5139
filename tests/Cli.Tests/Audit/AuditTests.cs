namespace Shield.Cli.Tests.Audit;

public sealed class AuditTests
{
    [Fact]
    public async Task The_audit_is_listed_by_who_and_when()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithAnAgent();

        var ran = await Shell.At(core).RunAsync(
            "list audit --who ci --after 20261101 --before 20261130 --limit 7");

        Assert.Equal(["GET /v1/audit?who=ci&after=20261101&before=20261130&limit=7"], core.Lines);
        Assert.Equal(
            "2026-11-24T03:00:00Z\tci\toperator\t10.0.0.9\t"
            + $"DELETE /v1/job/{Samples.JobId}\tdelete job\t403\t\n",
            ran.Out);
    }

    [Fact]
    public async Task On_a_terminal_the_paths_have_short_uuids()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithAnAgent();

        var ran = await Shell.TerminalAt(core).RunAsync("list audit");

        Assert.Contains(" DELETE /v1/job/af0b40b2 ", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_read_it_is_told_what_it_takes()
    {
        await using var core = await FakeCore.StartAsync();
        core.Refuse("GET /v1/audit", 403, """{"status":403,"detail":"a viewer may not read the audit"}""");

        var ran = await Shell.At(core).RunAsync("list audit");

        Assert.Equal(1, ran.Exit);
        Assert.Contains("hint: ask for a token with a greater role", ran.Error, StringComparison.Ordinal);
    }
}
