using Shield.Domain.Tasks;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>One action of one plugin, running.</summary>
internal sealed class PluginRun : IAsyncDisposable
{
    /// <summary>How often a reader is asked whether it has taken all.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    private readonly SupervisedProcess _process;
    private readonly LastWords _words;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenRegistration _stopping;

    public PluginRun(
        KnownPlugin plugin,
        PluginStage stage,
        SupervisedProcess process,
        LastWords words,
        TimeProvider clock,
        CancellationToken stop)
    {
        Plugin = plugin;
        Stage = stage;
        _process = process;
        _words = words;
        _clock = clock;
        _stopping = stop.UnsafeRegister(_ => process.Stop(), null);
    }

    /// <summary>The plugin.</summary>
    public KnownPlugin Plugin { get; }

    /// <summary>What it does.</summary>
    public PluginStage Stage { get; }

    /// <summary>What goes in.</summary>
    public Stream Input => _process.StandardInput;

    /// <summary>What comes out.</summary>
    public Stream Output => _process.StandardOutput;

    /// <summary>Completes when no process of it is left; never fails.</summary>
    public Task<ProcessEnd> Ended => _process.Ended;

    /// <summary>Reads a short answer to its end, and drops what is longer: a plugin that prints more must not
    /// wait for a reader.</summary>
    public static async Task<string> ReadReplyAsync(Stream output)
    {
        // One more than the longest, so that the reader of the answer sees that it was too long.
        const int BytesMax = Shield.Plugins.Sdk.PluginReply.ReplyCharsMax + 1;
        return (await BoundedText.ReadAsync(output, BytesMax, CancellationToken.None)).Text;
    }

    /// <summary>Waits until it has read all that was written to it.</summary>
    /// <returns>False when it ended before: an exit code of 0 then speaks of a part.</returns>
    public async Task<bool> TakesAllAsync()
    {
        while (UnreadInput.Count(Input) > 0)
        {
            if (Ended.IsCompleted) return false;
            await Task.WhenAny(Ended, Task.Delay(LookAgain, _clock));
        }

        return true;
    }

    /// <summary>It has all it will get, and all of it was whole.</summary>
    public void EndInput() => _process.CloseStandardInput();

    /// <summary>Asks it to end; it is killed when it does not.</summary>
    public void Stop() => _process.Stop();

    /// <summary>Its input was cut: it must not take what it has for the whole.</summary>
    /// <remarks>Of protocol 2 it is told before its input ends. Of protocol 1, a store sees the end and may
    /// print a key, which is then purged; a target is killed before it can see an end.</remarks>
    public void CutInput()
    {
        if (Plugin.Info.Protocol > Shield.Plugins.Sdk.PluginInfo.FirstProtocol) _process.Stop();
        else if (Stage is PluginStage.Store) _process.CloseStandardInput();
        else _process.Kill();
    }

    /// <summary>Blames it for the end it has come to.</summary>
    public PipelineException Blame(int exitCode) =>
        new(Stage, exitCode, $"plugin '{Plugin.File.Name}' failed to {Verb()}: {_words.Blame(exitCode)}");

    /// <summary>Blames it for what it did, although it says that all is well.</summary>
    public PipelineException Blame(string reason) => new(Stage, 0, $"plugin '{Plugin.File.Name}': {reason}");

    /// <summary>Kills what still runs and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.DisposeAsync();
        await _process.DisposeAsync();
    }

    private string Verb() => Stage is PluginStage.Backup ? "back up" : Stage.ToString().ToLowerInvariant();
}
