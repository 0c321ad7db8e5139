namespace Shield.Api.Endpoints.Tests.Schedules;

public sealed class TimespecTests
{
    [Fact]
    public async Task A_timespec_is_explained_with_its_next_moments()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync(
            "/v1/timespec?when=Daily%204am&zone=europe/berlin&after=2026-03-28T00:00:00Z&count=3");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["when", "canonical", "meaning", "zone", "next"], answer.FieldNames());
        Assert.Equal("Daily 4am", answer.TextOf("when"));
        Assert.Equal("daily at 4:00", answer.TextOf("canonical"));
        Assert.NotEmpty(answer.TextOf("meaning"));
        Assert.Equal("Europe/Berlin", answer.TextOf("zone"));
        Assert.Equal(
            ["2026-03-28T03:00:00+00:00", "2026-03-29T02:00:00+00:00", "2026-03-30T02:00:00+00:00"],
            answer.Json.GetProperty("next").EnumerateArray().Select(moment => moment.GetString()));
    }

    [Fact]
    public async Task Without_more_it_counts_from_now_in_the_zone_of_the_service()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/timespec?when=hourly%20at%2015");

        Assert.Equal("UTC", answer.TextOf("zone"));
        Assert.Equal(5, answer.Json.GetProperty("next").GetArrayLength());
        Assert.Equal("2026-01-31T17:15:00+00:00", answer.Json.GetProperty("next")[0].GetString());
    }

    [Fact]
    public async Task The_zone_in_the_text_goes_first()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync(
            "/v1/timespec?when=daily%20at%204am%20in%20Asia/Tokyo&zone=Europe/Berlin");

        Assert.Equal("Asia/Tokyo", answer.TextOf("zone"));
    }

    [Fact]
    public async Task An_offset_may_come_with_an_unescaped_plus()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync(
            "/v1/timespec?when=daily%20at%204am&count=1&after=2026-01-01T05:00:00+02:00");

        Assert.Equal("2026-01-01T04:00:00+00:00", answer.Json.GetProperty("next")[0].GetString());
    }

    [Theory]
    [InlineData("", "when")]
    [InlineData("when=", "when")]
    public async Task A_timespec_is_required(string query, string field)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync($"/v1/timespec?{query}");

        Assert.Equal([field], answer.IsProblem(400).Missing);
    }

    [Fact]
    public async Task Faults_are_told_all_at_once()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync(
            "/v1/timespec?when=daily&zone=../etc/passwd&after=20260101&count=101");

        Assert.Equal(["when", "zone", "after", "count"], answer.IsProblem(400).Faulty);
    }
}
