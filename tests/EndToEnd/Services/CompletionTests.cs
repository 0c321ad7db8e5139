using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Services;

/// <summary>The Tab key, in the shells people have, at a terminal, with the names that a service knows.
/// </summary>
[Trait("Catalog", "Any")]
public sealed class CompletionTests(OneService one) : IClassFixture<OneService>
{
    private const string Script = "shield completion";

    /// <summary>Five times what the command line gives the core.</summary>
    private static readonly TimeSpan TabAgain = TimeSpan.FromSeconds(5);

    private readonly Service _service = one.Service;

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Verbs_nouns_options_and_their_values_are_completed(string shell)
    {
        await using var terminal = await OpenAsync(shell);

        await CompletesAsync(terminal, "shield unp", "shield unpause");
        await CompletesAsync(terminal, "shield list arc", "shield list archives");
        await CompletesAsync(terminal, "shield list jobs --unp", "shield list jobs --unpaused");
        await CompletesAsync(terminal, "shield list tasks --status pen", "--status pending");
        await CompletesAsync(terminal, "shield list targets --plugin pat", "--plugin patient");
        await CompletesAsync(terminal, "shield show agent 127", "shield show agent 127.0.0.1:5444");
        await CompletesAsync(terminal, "shield completion fi", "shield completion fish");
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Names_with_blanks_and_quotes_are_completed_so_that_they_mean_themselves(string shell)
    {
        string[] names =
        [
            "every night", "it's \"four\" o'clock", "money $HOME & `tick`", "tilde ~[x]* (y);z",
            "back\\slash #1", "über: a=b",
        ];
        foreach (var name in names) await MakeAsync(name);
        await using var terminal = await OpenAsync(shell);

        foreach (var name in names)
        {
            foreach (var quote in new[] { "", "'", "\"" })
            {
                await TabShowsAsync(terminal, $"{quote}{name[..2]}", name);
            }
        }
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task A_name_that_is_half_there_is_completed_in_the_quotes_it_was_begun_in(string shell)
    {
        await MakeAsync("every night");
        await MakeAsync("über: a=b");
        await using var terminal = await OpenAsync(shell);

        await TabShowsAsync(terminal, "every\\ n", "every night");
        await TabShowsAsync(terminal, "'every n", "every night");
        await TabShowsAsync(terminal, "\"every n", "every night");
        await TabShowsAsync(terminal, "über:\\ ", "über: a=b");
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task A_core_that_is_away_leaves_the_line_as_it_was(string shell)
    {
        await using var terminal = await OpenAsync(shell);
        var away = shell == "fish" ? "set -x SHIELD_API http://127.0.0.1:1" : "SHIELD_API=http://127.0.0.1:1";
        Assert.Equal(0, (await terminal.RunAsync(away)).Exit);

        await terminal.TypeAsync("shield show schedule ev");
        await terminal.PressAsync("Tab");
        await terminal.TypeAsync("X");

        var screen = await terminal.SeesAsync("]$ shield show schedule evX");
        Assert.DoesNotContain("cannot reach", screen, StringComparison.Ordinal);
    }

    /// <summary>What the manual tells to do, in a folder that is nobody's.</summary>
    private async Task<Terminal> OpenAsync(string shell)
    {
        var home = _service.MakeFolder(shell);
        var fish = Directory.CreateDirectory(Path.Combine(home, "fish", "completions")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(fish, "shield.fish"), await _service.ShieldDoneAsync("completion", "fish") + "\n");
        await File.WriteAllTextAsync(
            Path.Combine(home, "fish", "config.fish"),
            "set -g fish_greeting\nfunction fish_prompt; echo -n \"[$status]\\$ \"; end\n");
        await File.WriteAllTextAsync(
            Path.Combine(home, "bashrc"), $"PS1='[$?]$ '\nsource <({Script} bash)\n");
        await File.WriteAllTextAsync(
            Path.Combine(home, ".zshrc"),
            $"autoload -Uz compinit && compinit -u\nsource <({Script} zsh)\nPS1='[%?]$ '\n");
        return await Terminal.OpenAsync(_service, 160, shell switch
        {
            "bash" => ["bash", "--rcfile", Path.Combine(home, "bashrc"), "-i"],
            "zsh" => ["env", $"ZDOTDIR={home}", "zsh", "-i"],
            _ => ["env", $"XDG_CONFIG_HOME={home}", "fish", "-i"],
        });
    }

    private async Task MakeAsync(string name)
    {
        var there = await _service.Api.ListAsync("/v1/schedules");
        if (there.Any(schedule => ServiceApi.Text(schedule, "name") == name)) return;
        await _service.Api.CreateAsync("/v1/schedules", new { name, when = "daily 4am" });
    }

    private static async Task CompletesAsync(Terminal terminal, string typed, string expected)
    {
        await terminal.TypeAsync(typed);
        await terminal.SeesAsync(typed);
        await PressTabUntilAsync(terminal, expected);
        await terminal.PressAsync("C-u");
        await terminal.EndedAsync();
    }

    /// <summary>A core that is too busy to answer within a second completes nothing; whoever types presses
    /// Tab again.</summary>
    private static async Task PressTabUntilAsync(Terminal terminal, string expected)
    {
        var clock = TimeProvider.System;
        var (screen, pressed) = ("", clock.GetTimestamp());
        await terminal.PressAsync("Tab");
        await Poll.UntilAsync(
            async () =>
            {
                screen = await terminal.ScreenAsync();
                if (screen.Contains(expected, StringComparison.Ordinal)) return true;
                if (clock.GetElapsedTime(pressed) < TabAgain) return false;
                pressed = clock.GetTimestamp();
                await terminal.PressAsync("Tab");
                return false;
            },
            () => $"Tab does not complete '{expected}':\n{screen}");
    }

    /// <summary>Types the beginning of a name, Tab and Enter, and sees that very schedule.</summary>
    private static async Task TabShowsAsync(Terminal terminal, string typed, string name)
    {
        await terminal.TypeAsync($"shield show schedule {typed}");
        await terminal.SeesAsync(typed.TrimEnd());
        await terminal.PressAsync("Tab");
        await terminal.EnterAsync("");

        var (exit, screen) = await terminal.EndedAsync();

        Assert.Equal(0, exit);
        Assert.Contains($"\nname  {name}\n", screen, StringComparison.Ordinal);
    }
}
