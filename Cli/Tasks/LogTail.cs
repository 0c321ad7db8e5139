namespace Shield.Cli.Tasks;

/// <summary>What is new in a log that is asked for again and again: without gaps, without repeats, whole
/// lines only.</summary>
internal sealed class LogTail
{
    /// <summary>Characters by which the place is found again after the core has cut the log.</summary>
    private const int AnchorMax = 1024;

    private const string Cut = "[part of the log was cut]\n";

    private string _printed = "";

    /// <summary>What came since the last call.</summary>
    /// <param name="log">The whole log as it is now.</param>
    /// <param name="ended">True when no more will come, so that a last line without an end is one.</param>
    public string Next(string log, bool ended)
    {
        var (from, note) = Place(log);
        var to = ended ? log.Length : log.LastIndexOf('\n') + 1;
        if (to <= from) return "";
        _printed = log[..to];
        return note + log[from..to] + (_printed.EndsWith('\n') ? "" : "\n");
    }

    /// <summary>Where the new part begins. The log is bounded, so what was in it may be cut.</summary>
    private (int From, string Note) Place(string log)
    {
        if (log.StartsWith(_printed, StringComparison.Ordinal)) return (_printed.Length, "");
        var anchor = _printed[Math.Max(0, _printed.Length - AnchorMax)..];
        var at = log.LastIndexOf(anchor, StringComparison.Ordinal);
        return at < 0 ? (0, Cut) : (at + anchor.Length, "");
    }
}
