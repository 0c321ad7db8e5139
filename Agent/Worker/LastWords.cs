using Shield.Plugins.Sdk;

namespace Shield.Agent.Worker;

/// <summary>Remembers the last thing a plugin said, which is mostly why it failed.</summary>
internal sealed class LastWords
{
    /// <summary>How much of it goes into a reason, in characters.</summary>
    private const int CharsMax = 300;

    /// <summary>The supervisor's own code: its agent stood still, so that it has ended the plugin.</summary>
    public const int AgentStoodStill = 122;

    /// <summary>Exit codes above this are 128 + the number of a signal.</summary>
    private const int SignalBase = 128;

    private string _last = "";

    /// <summary>A line of standard error, free of secrets.</summary>
    public void Hear(string line)
    {
        if (line.Trim() is not { Length: > 0 } text) return;
        Volatile.Write(ref _last, text.Length > CharsMax ? text[..CharsMax] + "…" : text);
    }

    /// <summary>An exit code in words, and what was said last.</summary>
    public string Blame(int exitCode)
    {
        var ending = (exitCode, PluginExitText.Words(exitCode)) switch
        {
            (AgentStoodStill, _) => "its agent stood still for too long, so it was ended (exit 122)",
            (123, _) => "it left a process behind that still held its data (exit 123)",
            (126, _) => "it cannot be executed (exit 126)",
            (127, _) => "it cannot be started (exit 127)",
            ( > SignalBase, _) => $"it was ended by signal {exitCode - SignalBase}",
            (_, { } words) => $"{words} (exit {exitCode})",
            _ => $"it exited {exitCode}",
        };
        var last = Volatile.Read(ref _last);
        return last.Length == 0 ? ending : $"{ending}: {last}";
    }
}
