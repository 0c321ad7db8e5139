using System.Text.Json.Nodes;

namespace Shield.Cli.Tests;

/// <summary>What a person at a terminal is asked.</summary>
public sealed class FormTests
{
    [Fact]
    public async Task A_store_is_asked_for_in_the_words_of_its_plugin()
    {
        await using var core = await MakerAsync();
        const string answers = "disk\n\nb\nhunter2\n\n2\nyes\na\nb\n\noff site\n";

        var ran = await Shell.TerminalAt(core, answers).RunAsync("create store");

        Assert.Equal(0, ran.Exit);
        Assert.Equal(
            """
            name of the store: plugin [s3]: What bucket is.
            bucket (string), such as backups: What secret_key is.
            secret_key (not shown): 
            What port is.
            port (port) [443]: What signature is.
            signature (2 | 4) [4]: What plain is.
            plain (yes or no) (Enter: none): What tags is.
            tags (one at a time) (Enter: none): another (Enter: no more): another (Enter: no more): 
            """ + "summary (Enter: none): "
            + "`shield validate store disk` asks its plugin whether it works\n",
            ran.Error);
        Assert.Equal(
            """{"bucket":"b","secret_key":"hunter2","signature":"2","plain":true,"tags":["a","b"]}""",
            core.LastBody.GetProperty("endpoint").GetString());
    }

    [Fact]
    public async Task What_will_not_do_is_asked_for_again_and_what_is_needed_cannot_be_left_out()
    {
        await using var core = await MakerAsync();
        const string answers = "\ndisk\ns3\n\nb\nx\n\nfour\n4\nperhaps\nno\n\n";

        var ran = await Shell.TerminalAt(core, answers).RunAsync("create store");

        Assert.Equal(0, ran.Exit);
        Assert.Contains("bucket is needed.", ran.Error, StringComparison.Ordinal);
        Assert.Contains("one of 2, 4, please.", ran.Error, StringComparison.Ordinal);
        Assert.Contains("yes or no, please.", ran.Error, StringComparison.Ordinal);
        Assert.Equal("disk", core.LastBody.GetProperty("name").GetString());
        Assert.Equal(
            """{"bucket":"b","secret_key":"x","signature":"4","plain":false}""",
            core.LastBody.GetProperty("endpoint").GetString());
    }

    [Fact]
    public async Task A_plugin_that_is_mistyped_is_asked_for_again_with_the_nearest()
    {
        await using var core = await MakerAsync();

        var ran = await Shell.TerminalAt(core, "disk\ns4\ns3\nb\nx\n\n\n\n\n\n").RunAsync("create store");

        Assert.Equal(0, ran.Exit);
        Assert.Contains("Did you mean s3?", ran.Error, StringComparison.Ordinal);
        Assert.Equal("s3", core.LastBody.GetProperty("plugin").GetString());
    }

    [Fact]
    public async Task Whoever_answers_nothing_is_not_asked_for_ever()
    {
        await using var core = await MakerAsync();

        var ran = await Shell.TerminalAt(core, "disk\ns3\n").RunAsync("create store");

        Assert.Equal(2, ran.Exit);
        Assert.Contains("shield: bucket has no value that would do", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(core.Lines, line => line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_only_agent_is_offered_and_a_plugin_that_nobody_has_is_asked_about_freely()
    {
        await using var core = await MakerAsync();
        core.On("POST /v1/targets", Samples.Created);
        const string answers = "db\nhome-made\npath\n/srv\npass\nhunter2\n\n\n";

        var ran = await Shell.TerminalAt(core, answers).RunAsync("create target");

        Assert.Equal(0, ran.Exit);
        Assert.Contains("plugin (none is known): ", ran.Error, StringComparison.Ordinal);
        Assert.Contains(
            "No agent that is connected has a plugin 'home-made'", ran.Error, StringComparison.Ordinal);
        Assert.Contains("agent [10.0.0.5:5444]: ", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", ran.Error, StringComparison.Ordinal);
        Assert.Equal("10.0.0.5:5444", core.LastBody.GetProperty("agent").GetString());
        Assert.Equal(
            """{"path":"/srv","pass":"hunter2"}""", core.LastBody.GetProperty("endpoint").GetString());
    }

    [Fact]
    public async Task An_edit_shows_what_is_there_and_enter_keeps_it()
    {
        await using var core = await MakerAsync();
        const string store =
            $$"""
            {"uuid":"{{Samples.StoreId}}","name":"disk","summary":"","plugin":"s3",
            "endpoint":"{\"bucket\":\"old\",\"secret_key\":\"••••••\",\"extra\":\"e\"}"}
            """;
        core.On("GET /v1/stores", Samples.List(store))
            .On($"GET /v1/store/{Samples.StoreId}", store)
            .On($"PUT /v1/store/{Samples.StoreId}", """{"ok":"updated"}""");

        var ran = await Shell.TerminalAt(core, "\n\n\nnew\n\n\n\n\n\n\n").RunAsync("edit store disk");

        Assert.Equal(0, ran.Exit);
        Assert.Contains("bucket (string) [old]: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains("secret_key (not shown) [••••••]: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains("endpoint extra [e]: ", ran.Error, StringComparison.Ordinal);
        var endpoint = JsonNode.Parse(core.LastBody.GetProperty("endpoint").GetString()!)!;
        Assert.Equal("new", endpoint["bucket"]!.GetValue<string>());
        Assert.Equal("••••••", endpoint["secret_key"]!.GetValue<string>());
        Assert.Equal("e", endpoint["extra"]!.GetValue<string>());
    }

    private static async Task<FakeCore> MakerAsync() =>
        (await FakeCore.StartAsync()).WithAnAgent().On("POST /v1/stores", Samples.Created);
}
