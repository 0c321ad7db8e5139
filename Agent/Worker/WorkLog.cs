using Shield.Domain.Plugins;
using Shield.Grains.Tasks;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>Collects the log of one attempt until it is reported. Bounded, in true order, free of secrets.
/// </summary>
/// <remarks>Beyond the limit the beginning is kept and, when a plugin has ended, the last of what it said:
/// the cause of a failure stands at its end.</remarks>
internal sealed class WorkLog(TimeProvider clock)
{
    /// <summary>How much plugins may say, in characters, before only the end of it is kept.</summary>
    public const int CharsMax = 1024 * 1024;

    /// <summary>How much of the end is kept beyond that, in characters.</summary>
    public const int TailCharsMax = 8 * 1024;

    /// <summary>The longest batch of one report, in characters.</summary>
    private const int BatchCharsMax = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _unreported = [];
    private readonly Queue<(DateTimeOffset At, LogStream Stream, string Text)> _tail = [];
    private SecretRedactor _redactor = new();
    private long _sequence;
    private int _chars;
    private int _tailChars;
    private long _dropped;

    /// <summary>How many lines there are to report.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _unreported.Count;
        }
    }

    /// <summary>From here on the secrets of these endpoints are struck from every line.</summary>
    public void Hide(params IEnumerable<EndpointConfig> endpoints)
    {
        lock (_gate) _redactor = new SecretRedactor(endpoints);
    }

    /// <summary>The text without secrets.</summary>
    public string Redact(string text)
    {
        lock (_gate) return RedactLine(text);
    }

    /// <summary>Something the worker itself has to say; always kept.</summary>
    public void Say(string text)
    {
        lock (_gate) Keep(clock.GetUtcNow(), LogStream.Worker, RedactLine(text));
    }

    /// <summary>A line that a plugin wrote to standard error.</summary>
    public void Hear(LogStream stream, DateTimeOffset at, string text)
    {
        lock (_gate)
        {
            var line = RedactLine(text);
            _chars += line.Length + 1;
            if (_chars <= CharsMax) Keep(at, stream, line);
            else KeepTail(at, stream, line);
        }
    }

    /// <summary>A plugin has ended: what was held back of its end is added, and what was dropped is counted.
    /// </summary>
    public void Settle()
    {
        lock (_gate)
        {
            if (_dropped > 0)
            {
                var text = $"{_dropped} lines are not kept: the log of an attempt is limited to 1 MiB";
                Keep(clock.GetUtcNow(), LogStream.Worker, text);
            }

            foreach (var (at, stream, text) in _tail) Keep(at, stream, text);
            _tail.Clear();
            (_tailChars, _dropped) = (0, 0);
        }
    }

    /// <summary>The next batch to report, in order; the lines stay until <see cref="Reported"/>.</summary>
    public IReadOnlyList<LogLine> Peek()
    {
        lock (_gate)
        {
            var chars = 0;
            return [.. _unreported.TakeWhile(line => (chars += line.Text.Length) <= BatchCharsMax)];
        }
    }

    /// <summary>So many lines have been acknowledged.</summary>
    public void Reported(int count)
    {
        lock (_gate)
        {
            for (; count > 0; count--) _unreported.Dequeue();
        }
    }

    private void Keep(DateTimeOffset at, LogStream stream, string text) =>
        _unreported.Enqueue(new LogLine(++_sequence, at, stream, text));

    private void KeepTail(DateTimeOffset at, LogStream stream, string text)
    {
        _tail.Enqueue((at, stream, text));
        _tailChars += text.Length;
        while (_tailChars > TailCharsMax && _tail.Count > 1)
        {
            _tailChars -= _tail.Dequeue().Text.Length;
            _dropped++;
        }
    }

    private string RedactLine(string text)
    {
        const string Mark = SupervisedProcess.CutMark;
        return text.EndsWith(Mark, StringComparison.Ordinal)
            ? _redactor.Redact(text[..^Mark.Length], wasCut: true) + Mark
            : _redactor.Redact(text, wasCut: false);
    }
}
