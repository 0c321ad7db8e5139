namespace Shield.Cli.Tests;

public sealed class FinderTests
{
    private const string OneId = "aaaa1111-0000-4000-8000-000000000001";
    private const string OtherId = "aaaa2222-0000-4000-8000-000000000002";

    [Theory]
    [InlineData("docs")]
    [InlineData("DOCS")]
    [InlineData("2f42d0b3")]
    [InlineData("2F42")]
    public async Task A_name_or_the_start_of_a_uuid_finds_it(string text)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.At(core).RunAsync($"show target {text}");

        Assert.Equal(0, ran.Exit);
        Assert.Equal($"GET /v1/target/{Samples.TargetId}", core.Lines[^1]);
    }

    [Fact]
    public async Task A_whole_uuid_is_not_looked_up_and_may_be_in_capitals()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        await Shell.At(core).RunAsync($"show target {Samples.TargetId.ToUpperInvariant()}");

        Assert.Equal([$"GET /v1/target/{Samples.TargetId}"], core.Lines);
    }

    [Theory]
    [InlineData("aaaa")]
    [InlineData("twin")]
    public async Task An_ambiguous_word_shows_the_candidates_and_fails(string text)
    {
        await using var core = await FakeCore.StartAsync();
        core.On(
            "GET /v1/targets", Samples.List(Samples.Target("twin", OneId), Samples.Target("twin", OtherId)));

        var ran = await Shell.At(core).RunAsync($"show target {text}");

        Assert.Equal(1, ran.Exit);
        Assert.Contains($"'{text}' may mean any of 2 targets", ran.Error, StringComparison.Ordinal);
        Assert.Contains(OneId, ran.Error, StringComparison.Ordinal);
        Assert.Contains(OtherId, ran.Error, StringComparison.Ordinal);
        Assert.Equal("", ran.Out);
    }

    [Fact]
    public async Task A_name_goes_before_the_start_of_a_uuid()
    {
        await using var core = await FakeCore.StartAsync();
        core.On(
                "GET /v1/targets",
                Samples.List(Samples.Target("aaaa", OtherId), Samples.Target("docs", OneId)))
            .On($"GET /v1/target/{OtherId}", Samples.Target("aaaa", OtherId));

        var ran = await Shell.At(core).RunAsync("show target aaaa");

        Assert.Equal(0, ran.Exit);
        Assert.Equal($"GET /v1/target/{OtherId}", core.Lines[^1]);
    }

    [Fact]
    public async Task A_name_that_is_nothing_is_refused_with_the_nearest()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.At(core).RunAsync("show target dosc");

        Assert.Equal(1, ran.Exit);
        Assert.Contains(
            "there is no target 'dosc', did you mean 'docs'?", ran.Error, StringComparison.Ordinal);
        Assert.Contains("hint: `shield list targets`", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archives_and_tasks_are_found_by_the_start_of_their_uuid()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On($"GET /v1/task/{Samples.TaskId}", Samples.Task("done"));

        var archive = await Shell.At(core).RunAsync("show archive 9ee4");
        var task = await Shell.At(core).RunAsync("show task 5e2c");

        Assert.Equal(0, archive.Exit);
        Assert.Equal(0, task.Exit);
    }
}
