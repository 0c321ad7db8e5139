namespace Shield.Agent.Host.Tests;

/// <summary>Each check can fail: deliberately bad plugins, and what is seen of them.</summary>
public sealed class BadPluginTests
{
    [Fact]
    public async Task Whatever_is_wrong_with_a_plugin_is_seen_and_nothing_else()
    {
        var wrong = new List<string>();
        await Parallel.ForEachAsync(
            BadPlugin.All,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            (plugin, _) =>
            {
                using var tests = new CheckTests();
                var (exit, lines) = tests.Check(plugin.As, plugin.Edits);
                var seen = CheckTests.Bad(lines);
                lock (wrong)
                {
                    if (!seen.Order().SequenceEqual(plugin.Seen.Order()))
                        wrong.Add($"{plugin}:\n{string.Join('\n', lines)}");
                    if (exit != 1) wrong.Add($"{plugin}: exit code {exit}");
                }

                return ValueTask.CompletedTask;
            });

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Fact]
    public void It_is_said_where_a_secret_was_seen()
    {
        using var tests = new CheckTests();

        var (_, lines) = tests.Check("target", BadPlugin.All[^1].Edits);

        var line = lines.Single(line => line.Contains("BAD   no secret", StringComparison.Ordinal));
        Assert.Contains("the arguments of a process", line, StringComparison.Ordinal);
        Assert.Contains("the environment of a process", line, StringComparison.Ordinal);
        Assert.Contains("a message on standard error", line, StringComparison.Ordinal);
        Assert.Contains("the left-over file", line, StringComparison.Ordinal);
    }
}
