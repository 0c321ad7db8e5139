namespace Shield.Cli.Tests;

public sealed class ValidateTests
{
    private const string Question = $"POST /v1/target/{Samples.TargetId}/validate";

    [Fact]
    public async Task A_valid_target_exits_0_and_says_where_it_was_looked_at()
    {
        await using var core = await AnsweringAsync("valid", "12 files");

        var ran = await Shell.At(core).RunAsync("validate target docs");

        Assert.Equal("", ran.Error);
        Assert.Equal(0, ran.Exit);
        Assert.Equal("check\tvalid\nagent\t10.0.0.5:5444\nplugin says\t12 files\n", ran.Out);
        Assert.Equal(Question, core.Lines[^1]);
    }

    [Fact]
    public async Task An_invalid_one_exits_1_with_the_words_of_the_plugin_and_what_to_do()
    {
        await using var core = await AnsweringAsync("invalid", @"base_dir is missing\nno such folder\n");

        var ran = await Shell.At(core).RunAsync("validate target docs");

        Assert.Equal(1, ran.Exit);
        Assert.Equal("", ran.Out);
        Assert.Equal(
            """
            shield: the target is invalid, says its plugin on 10.0.0.5:5444
              base_dir is missing
              no such folder
            hint: `shield edit target docs --set KEY=VALUE` corrects it

            """,
            ran.Error);
    }

    [Fact]
    public async Task A_plugin_without_a_check_is_no_failure()
    {
        await using var core = await AnsweringAsync("unknown", "");

        var ran = await Shell.At(core).RunAsync("validate target docs");

        Assert.Equal(0, ran.Exit);
        Assert.StartsWith("check\tunknown\n", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("valid", 0)]
    [InlineData("invalid", 1)]
    public async Task As_json_it_is_the_answer_of_the_api_and_the_status_says_the_same(string ok, int exit)
    {
        await using var core = await AnsweringAsync(ok, "words");

        var ran = await Shell.At(core).RunAsync("validate target docs --json");

        Assert.Equal(exit, ran.Exit);
        Assert.Equal($"{Answer(ok, "words")}\n", ran.Out);
        Assert.Equal("", ran.Error);
    }

    [Theory]
    [InlineData("validate store disk", "")]
    [InlineData("validate store disk --agent h:1", "?agent=h%3A1")]
    public async Task A_store_is_looked_at_from_the_agent_that_is_named(string line, string query)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On($"POST /v1/store/{Samples.StoreId}/validate", Answer("valid", ""));

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal(0, ran.Exit);
        Assert.Equal($"POST /v1/store/{Samples.StoreId}/validate{query}", core.Lines[^1]);
    }

    private static async Task<FakeCore> AnsweringAsync(string ok, string output) =>
        (await FakeCore.StartAsync()).WithOneOfEach().On(Question, Answer(ok, output));

    private static string Answer(string ok, string output) =>
        $$"""{"ok":"{{ok}}","agent":"10.0.0.5:5444","output":"{{output}}"}""";
}
