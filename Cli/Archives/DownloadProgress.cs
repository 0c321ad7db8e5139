using Shield.Cli.Output;

namespace Shield.Cli.Archives;

/// <summary>One line at the foot of a terminal that says how much has come; nothing through a pipe.
/// </summary>
internal sealed class DownloadProgress(CliConsole console, long sizeBytes)
{
    private const string BackToStartAndErase = "\r\u001b[2K";
    private const int PercentMax = 100;

    /// <summary>Between two changes of the line.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private long? _shownAt;

    public void Show(long bytes)
    {
        if (!console.OutIsTerminal || !console.Colors) return;
        if (_shownAt is { } at && console.Clock.GetElapsedTime(at) < Pause) return;
        _shownAt = console.Clock.GetTimestamp();
        var percent = sizeBytes == 0 ? PercentMax : PercentMax * bytes / sizeBytes;
        console.Out.Write(
            $"{BackToStartAndErase}{SizeText.Of(bytes)} of {SizeText.Of(sizeBytes)} ({percent} %)");
    }

    public void Clear()
    {
        if (_shownAt is not null) console.Out.Write(BackToStartAndErase);
    }
}
