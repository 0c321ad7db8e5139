using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Services;

/// <summary>The built command line at a real terminal: what it asks, shows, hides, and does on Ctrl-C.
/// </summary>
[Trait("Catalog", "Any")]
public sealed class TerminalTests(OneService one) : IClassFixture<OneService>
{
    /// <summary>Ended by Ctrl-C, as shells have it.</summary>
    private const int Interrupted = 130;

    private const string Escape = "\u001b[";

    private readonly Service _service = one.Service;

    [Fact]
    public async Task A_target_is_asked_for_field_by_field_and_its_password_is_not_shown()
    {
        await using var terminal = await Terminal.OpenAsync(_service);

        await terminal.EnterAsync("shield create target");
        await AnswerAsync(terminal, "name of the target:", "asked for");
        await AnswerAsync(terminal, "plugin (", "vault");
        await AnswerAsync(terminal, "path (abspath)", "/srv/page");
        await AnswerAsync(terminal, "password (not shown)", "hunter2");
        await AnswerAsync(terminal, "agent [127.0.0.1:5444]:", "");
        await AnswerAsync(terminal, "summary (Enter: none):", "of value");
        await terminal.SeesAsync("created target asked for");
        var (exit, screen) = await terminal.EndedAsync();

        Assert.Equal(0, exit);
        Assert.DoesNotContain("hunter2", screen, StringComparison.Ordinal);
        Assert.Contains("`shield validate target 'asked for'`", screen, StringComparison.Ordinal);
        var shown = await _service.ShieldDoneAsync("show", "target", "asked for");
        Assert.Contains("""{"path":"/srv/page","password":"••••••"}""", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_c_ends_a_question_at_once_and_makes_nothing()
    {
        await using var terminal = await Terminal.OpenAsync(_service);

        await terminal.EnterAsync("shield create target --name half --plugin vault");
        await AnswerAsync(terminal, "path (abspath)", "/srv/page");
        await terminal.SeesAsync("password (not shown)");
        await terminal.TypeAsync("hun");
        await terminal.PressAsync("C-c");
        var (exit, screen) = await terminal.EndedAsync();

        Assert.Equal(Interrupted, exit);
        Assert.DoesNotContain("hun", screen, StringComparison.Ordinal);
        Assert.Equal("", await _service.ShieldDoneAsync("list", "targets", "--name", "half"));
        await terminal.EnterAsync("echo to be seen >/dev/null");
        await terminal.SeesAsync("echo to be seen");
    }

    [Fact]
    public async Task Delete_says_what_will_be_lost_and_heeds_the_answer()
    {
        await _service.Api.CreateAsync("/v1/schedules", new { name = "weekly", when = "sundays 4am" });
        await using var terminal = await Terminal.OpenAsync(_service);

        await terminal.EnterAsync("shield delete schedule weekly");
        await AnswerAsync(terminal, "Go on? [y/N]", "");
        var (kept, said) = await terminal.EndedAsync();
        await terminal.EnterAsync("shield delete schedule weekly");
        await AnswerAsync(terminal, "Go on? [y/N]", "y");
        var (gone, _) = await terminal.EndedAsync();

        Assert.Equal((1, 0), (kept, gone));
        Assert.Contains("weekly", said.Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains("nothing was done", said, StringComparison.Ordinal);
        Assert.Equal("", await _service.ShieldDoneAsync("list", "schedules", "--name", "weekly"));
    }

    [Fact]
    public async Task Ctrl_c_ends_the_watching_and_the_task_goes_on()
    {
        var patient = await Patient.MakeAsync(_service);
        patient.Hold();
        await using var terminal = await Terminal.OpenAsync(_service);

        await terminal.EnterAsync("shield run job patient --wait");
        await terminal.SeesAsync("backup running");
        await terminal.PressAsync("C-c");
        await terminal.SeesAsync("no longer watching; the task goes on");
        var (waited, _) = await terminal.EndedAsync();
        var task = (await _service.ShieldDoneAsync("list", "tasks")).Split('\t')[1];
        await terminal.EnterAsync($"shield show task {task} --follow");
        await terminal.SeesAsync("backup running");
        await terminal.PressAsync("C-c");
        await terminal.SeesAsync("no longer watching; the task goes on");
        var (followed, _) = await terminal.EndedAsync();
        patient.LetGo();

        Assert.Equal((Interrupted, Interrupted), (waited, followed));
        Assert.Equal("done", ServiceApi.Text(await _service.Api.EndOfAsync(task), "status"));
    }

    [Fact]
    public async Task Colours_are_for_terminals_whose_owner_wants_them()
    {
        await using var terminal = await Terminal.OpenAsync(_service);

        await terminal.EnterAsync("shield list agents");
        await terminal.SeesAsync("connected");
        var colored = await terminal.ColorsAsync();
        await terminal.RunAsync("clear");
        await terminal.EnterAsync("NO_COLOR=1 shield list agents");
        await terminal.SeesAsync("connected");
        var plain = await terminal.ColorsAsync();

        Assert.Contains(Escape, colored, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_narrow_terminal_gets_one_fact_below_the_other_and_no_word_is_broken()
    {
        await using var terminal = await Terminal.OpenAsync(_service, columns: 45);

        var (_, list) = await terminal.RunAsync("shield list agents");

        Assert.Contains("\naddress  127.0.0.1:5444\n", list, StringComparison.Ordinal);
        Assert.Contains("\nstatus   connected\n", list, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(Terminal terminal, string question, string answer)
    {
        await terminal.SeesAsync(question);
        await terminal.EnterAsync(answer);
    }
}
