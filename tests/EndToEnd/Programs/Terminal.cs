using System.Globalization;
using System.Text.RegularExpressions;

namespace Shield.EndToEnd.Programs;

/// <summary>A real terminal, at which somebody types: tmux, with a shell in it that finds <c>shield</c>.
/// </summary>
internal sealed partial class Terminal : IAsyncDisposable
{
    private readonly string _socket;

    private readonly Child _server;
    private readonly Dictionary<string, string?> _environment;

    private Terminal(Service service)
    {
        _socket = Path.Combine(service.Folder, Path.GetRandomFileName());
        var path = Path.GetDirectoryName(Testing.Repository.Built("shield"));
        _environment = new Dictionary<string, string?>(service.Environment)
        {
            ["PATH"] = $"{path}:{Environment.GetEnvironmentVariable("PATH")}",
            ["LC_ALL"] = "C.UTF-8",
            ["NO_COLOR"] = null,
            ["TMUX"] = null,
        };
        Require("tmux");
        _server = Child.Start(_socket + ".log", _environment, "tmux", "-f", "/dev/null", "-S", _socket, "-D");
    }

    /// <param name="service">Whom <c>shield</c> asks.</param>
    /// <param name="columns">How wide it is.</param>
    /// <param name="shell">The shell and its arguments; its prompt has to be the status of what ran
    /// last in brackets, and a dollar: <c>[0]$ </c>.</param>
    public static async Task<Terminal> OpenAsync(Service service, int columns, params string[] shell)
    {
        Require(shell[0]);
        var terminal = new Terminal(service);
        try
        {
            await Poll.UntilAsync(() => File.Exists(terminal._socket), "tmux does not start");
            var width = columns.ToString(CultureInfo.InvariantCulture);
            await terminal.TellAsync(["new-session", "-d", "-x", width, "-y", "50", "--", .. shell]);
            await terminal.SeesAsync("[0]$");
            return terminal;
        }
        catch
        {
            // Whoever wanted it has nothing to end it by.
            await terminal.DisposeAsync();
            throw;
        }
    }

    /// <summary>A bash of nobody's taste.</summary>
    public static Task<Terminal> OpenAsync(Service service, int columns = 110) =>
        OpenAsync(service, columns, "env", "PS1=[$?]$ ", "bash", "--norc", "--noprofile", "-i");

    /// <summary>Letter by letter, as they are.</summary>
    public Task TypeAsync(string text) => TellAsync("send-keys", "-l", "--", text);

    /// <summary>A key by its name: Enter, Tab, C-c.</summary>
    public Task PressAsync(string key) => TellAsync("send-keys", key);

    /// <summary>A line, and Enter.</summary>
    public async Task EnterAsync(string line)
    {
        if (line.Length > 0) await TypeAsync(line);
        await PressAsync("Enter");
    }

    /// <summary>Waits until this stands on the screen, lines that were too long put together again.</summary>
    /// <returns>The screen.</returns>
    public async Task<string> SeesAsync(string text)
    {
        var screen = "";
        await Poll.UntilAsync(
            async () => (screen = await ScreenAsync()).Contains(text, StringComparison.Ordinal),
            () => $"the terminal does not show '{text}':\n{screen}");
        return screen;
    }

    /// <summary>Runs a line to its end; see <see cref="EndedAsync"/>.</summary>
    public async Task<(int Exit, string Screen)> RunAsync(string line)
    {
        await TypeAsync(line);
        await SeesAsync(line);
        await PressAsync("Enter");
        return await EndedAsync();
    }

    /// <summary>Waits until what was typed has run to its end and the shell asks for more.</summary>
    /// <returns>The exit status, as the prompt has it, and the screen, which is empty afterwards.</returns>
    public async Task<(int Exit, string Screen)> EndedAsync()
    {
        var screen = "";
        Match prompt = Match.Empty;
        await Poll.UntilAsync(
            async () => (prompt = BarePrompt().Match(screen = await ScreenAsync())).Success,
            () => $"the shell does not ask for more:\n{screen}");
        await EnterAsync("clear");
        await Poll.UntilAsync(
            async () => BarePrompt().Match(await ScreenAsync()) is { Success: true, Index: 0 },
            () => "the screen is not cleared");
        return (int.Parse(prompt.Groups["status"].Value, CultureInfo.InvariantCulture), screen);
    }

    /// <summary>What stands there now, without the colours.</summary>
    public async Task<string> ScreenAsync()
    {
        var screen = await TellAsync("capture-pane", "-p", "-J");
        return string.Join('\n', screen.Split('\n').Select(line => line.TrimEnd()));
    }

    /// <summary>The same with the sequences that make colours.</summary>
    public Task<string> ColorsAsync() => TellAsync("capture-pane", "-p", "-e");

    public async ValueTask DisposeAsync()
    {
        if (!_server.HasEnded) await _server.KillAsync();
        _server.Dispose();
    }

    private static void Require(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        Assert.True(
            folders.Any(folder => File.Exists(Path.Combine(folder, program))),
            $"{program} is missing: `make deps` installs it");
    }

    private async Task<string> TellAsync(params string[] command)
    {
        var end = await Tools.RunAsync(_environment, "tmux", ["-S", _socket, .. command]);
        Assert.True(end.ExitCode == 0, $"tmux {command[0]}: {end.Errors}");
        return end.Output;
    }

    /// <summary>A prompt behind which nothing has been typed yet, on the last line.</summary>
    [GeneratedRegex(@"^\[(?<status>\d+)\]\$\s*\z", RegexOptions.Multiline)]
    private static partial Regex BarePrompt();
}
