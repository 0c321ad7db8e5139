using System.Text;

namespace Shield.Agent.Host.Conformance;

/// <summary>Looks for secrets where they must not be: in the arguments and environments of all processes
/// that come from this one, as often as it can, in messages, and in files.</summary>
internal sealed class LeakWatch : IDisposable
{
    /// <summary>A shorter one may stand anywhere by chance.</summary>
    private const int SecretCharsMin = 6;

    /// <summary>No file larger than this is looked into.</summary>
    private const int FileBytesMax = 64 << 20;

    private readonly byte[][] _secrets;
    private readonly HashSet<string> _found = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Thread _thread;
    private readonly Lock _looking = new();
    private bool _looksAway;

    /// <summary>Begins to look.</summary>
    /// <param name="secrets">For what.</param>
    public LeakWatch(IEnumerable<string> secrets)
    {
        _secrets = [.. secrets.Where(text => text.Length >= SecretCharsMin).Select(Encoding.UTF8.GetBytes)];
        _thread = new Thread(Look) { IsBackground = true, Name = "leak watch" };
        if (_secrets.Length > 0) _thread.Start();
    }

    /// <summary>Whether there is anything to look for.</summary>
    public bool HasSecrets => _secrets.Length > 0;

    /// <summary>Where secrets have been.</summary>
    public IReadOnlyList<string> Found
    {
        get
        {
            lock (_lock) return [.. _found.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Does not look at processes until the answer is disposed of: what runs then is not the
    /// plugin's.</summary>
    public IDisposable LookAway()
    {
        lock (_looking) _looksAway = true;
        return new Turned(this);
    }

    /// <summary>Looks at a line of standard error.</summary>
    public void Hear(string line) => LookAt(Encoding.UTF8.GetBytes(line), "a message on standard error");

    /// <summary>Looks into a file that was left.</summary>
    public void LookInto(string file) => LookAt(ReadFile(file), $"the left-over file {file}");

    /// <summary>Whether a file holds a secret.</summary>
    public static bool Holds(string file, string secret) =>
        ReadFile(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0;

    public void Dispose()
    {
        _over.Cancel();
        if (_thread.IsAlive) _thread.Join();
        _over.Dispose();
    }

    private void Look()
    {
        var own = ProcessTree.Read(Environment.ProcessId, "cmdline");
        while (!_over.IsCancellationRequested)
        {
            lock (_looking)
            {
                if (!_looksAway) LookAtProcesses(own);
            }
        }
    }

    private void LookAtProcesses(byte[] own)
    {
        foreach (var process in ProcessTree.Descendants(Environment.ProcessId))
        {
            var arguments = ProcessTree.Read(process, "cmdline");

            // A child that is about to become another program still looks like this one.
            if (arguments.AsSpan().SequenceEqual(own)) continue;
            LookAt(arguments, "the arguments of a process");
            LookAt(ProcessTree.Read(process, "environ"), "the environment of a process");
        }
    }

    private void LookAt(ReadOnlySpan<byte> text, string where)
    {
        foreach (var secret in _secrets)
        {
            if (text.IndexOf(secret) < 0) continue;
            lock (_lock) _found.Add(where);
        }
    }

    /// <summary>One that has gone meanwhile was not left.</summary>
    private static byte[] ReadFile(string file)
    {
        try
        {
            return File.Exists(file) && new FileInfo(file).Length <= FileBytesMax
                ? File.ReadAllBytes(file)
                : [];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private sealed class Turned(LeakWatch watch) : IDisposable
    {
        public void Dispose()
        {
            lock (watch._looking) watch._looksAway = false;
        }
    }
}
