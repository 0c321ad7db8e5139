using Shield.Api.Endpoints.Tests.Fakes;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Archives;

public sealed class ListArchivesTests
{
    private static readonly DateTimeOffset Taken = new(2015, 10, 25, 11, 32, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_archive_shows_the_fields_of_the_seeds_first_and_then_ours()
    {
        await using var api = await ApiServer.StartAsync();
        var row = api.Shield.Add(ArchiveStatus.Valid, Taken);

        var list = await api.GetAsync("/v1/archives");
        var one = await api.GetAsync($"/v1/archive/{row.Uuid}");

        Assert.Equal($"[{one.Text}]", list.Text);
        Assert.Equal(
            [
                $"uuid={row.Uuid}", "store_key=BKP-1234-56789", "taken_at=2015-10-25 11:32:00",
                "expires_at=2015-12-25 11:32:00", "notes=a few notes about this archive",
                $"store_uuid={row.Store.Uuid}", "store_plugin=store-plugin",
                """store_endpoint={"encoded":"json"}""",
                $"target_uuid={row.Target.Uuid}", "target_plugin=target-plugin",
                """target_endpoint={"encoded":"json"}""", "key=BKP-1234-56789", "status=valid",
                "purge_reason=", "agent=10.17.66.54:5544", "store_name=a store", "target_name=a target",
                $"job_uuid={row.Job}", "job_name=a job", "size_bytes=1234", "stored_bytes=1234",
                $"sha256={ArchiveRows.Sha256}",
                $"stored_sha256={ArchiveRows.Sha256}", "compression=none", "encryption=none",
                $"task_uuid={row.Task}",
            ],
            one.Json.EnumerateObject().Select(field => $"{field.Name}={field.Value}"));
    }

    [Fact]
    public async Task Days_are_whole_and_both_ends_count()
    {
        await using var api = await ApiServer.StartAsync();

        await api.GetAsync("/v1/archives?after=20150101&before=20150102");

        var filter = Assert.IsType<ArchiveFilter>(api.Shield.Filter);
        Assert.Equal(new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero), filter.From);
        Assert.Equal(new DateTimeOffset(2015, 1, 3, 0, 0, 0, TimeSpan.Zero), filter.Until);
    }

    [Fact]
    public async Task Moments_may_be_given_in_any_offset()
    {
        await using var api = await ApiServer.StartAsync();

        await api.GetAsync(
            "/v1/archives?after=2015-01-01T01:00:00%2B01:00&before=2015-01-02t00:00:00.5z");

        var filter = Assert.IsType<ArchiveFilter>(api.Shield.Filter);
        Assert.Equal(new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero), filter.From);
        Assert.Equal(new DateTimeOffset(2015, 1, 2, 0, 0, 0, 500, TimeSpan.Zero), filter.Until);
    }

    [Fact]
    public async Task The_last_day_of_all_can_be_asked_for()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/archives?after=00010101&before=99991231");

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("20150230")]
    [InlineData("2015-01-01")]
    [InlineData("2015-01-01T00:00:00")]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData("0001-01-01T00:00:00%2B14:00")]
    public async Task Anything_else_is_no_day_and_no_moment(string moment)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync($"/v1/archives?before={moment}&after={moment}");

        Assert.Equal(["after", "before"], answer.IsProblem(400).Faulty);
    }

    [Fact]
    public async Task Filters_reach_the_catalog()
    {
        await using var api = await ApiServer.StartAsync();
        var (target, store) = (Ids.New<TargetId>(), Ids.New<StoreId>());

        await api.GetAsync($"/v1/archives?target={target}&store={store}&status=purged");

        Assert.Equal(
            new ArchiveFilter(target, store, ArchiveStatus.Purged, null, null), api.Shield.Filter);
    }

    [Theory]
    [InlineData("done")]
    [InlineData("1")]
    [InlineData("Valid")]
    public async Task A_status_that_no_archive_has_is_refused_with_those_there_are(string status)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync($"/v1/archives?status={status}");

        Assert.Equal(["status"], answer.IsProblem(400).Faulty);
        Assert.Contains("valid, expired, purged, invalid", answer.TextOf("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other_even_among_archives_of_one_moment()
    {
        await using var api = await ApiServer.StartAsync();
        for (var i = 0; i < 9; i++) api.Shield.Add(ArchiveStatus.Valid, Taken.AddSeconds(i / 4));

        var whole = await api.GetAsync("/v1/archives");
        var seen = new List<string>();
        var path = "/v1/archives?before=20200101&limit=2";
        while (path is not null)
        {
            var answer = await api.GetAsync(path);
            seen.AddRange(answer.Json.EnumerateArray().Select(row => row.GetProperty("uuid").GetString()!));
            path = answer.Headers.TryGetValue("Link", out var link)
                ? link[1..link.IndexOf('>', StringComparison.Ordinal)]
                : null;

            // What is taken meanwhile belongs before the first page, and moves nothing.
            api.Shield.Add(ArchiveStatus.Valid, Taken.AddYears(1));
        }

        Assert.Equal(
            whole.Json.EnumerateArray().Select(row => row.GetProperty("uuid").GetString()!), seen);
    }
}
