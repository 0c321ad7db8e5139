namespace Shield.Plugins.Mysql.Archive;

/// <summary>Takes what a dump program writes into an archive.</summary>
/// <param name="write">Where it goes.</param>
/// <param name="ownName">The database's name, quoted, which is taken out of defaults that are a sequence's
/// next value; null where there are none.</param>
internal sealed class DumpCopy(DumpCopy.Write write, string? ownName)
{
    internal delegate void Write(ReadOnlySpan<byte> bytes);

    private const int BufferBytes = 256 * 1024;

    private readonly DumpTail _tail = new();
    private readonly DefaultFilter? _filter = ownName is null ? null : new DefaultFilter(ownName);
    private long _line;

    /// <summary>The longest line, which is the longest row.</summary>
    public long LongestLine { get; private set; }

    /// <summary>Whether it came to its end.</summary>
    public bool IsComplete => _tail.IsComplete;

    /// <summary>Copies everything.</summary>
    public void Run(Stream dump, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var first = ReadFirst(dump, buffer);
        Pass(WithoutSandbox(buffer.AsSpan(0, first)));
        for (int read; (read = dump.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Pass(buffer.AsSpan(0, read));
        }

        _filter?.Finish(write);
    }

    private static int ReadFirst(Stream dump, byte[] buffer)
    {
        var got = 0;
        for (var read = -1; read != 0 && buffer.AsSpan(0, got).IndexOf((byte)'\n') < 0; got += read)
            read = dump.Read(buffer, got, buffer.Length - got);
        return got;
    }

    /// <summary>Newer dumps begin with a command that older clients take for an error.</summary>
    private static ReadOnlySpan<byte> WithoutSandbox(ReadOnlySpan<byte> first)
    {
        var line = first.IndexOf((byte)'\n') + 1;
        return first.StartsWith("/*"u8) && first[..line].IndexOf("enable the sandbox mode"u8) >= 0
            ? first[line..] : first;
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        _tail.Add(bytes);
        Measure(bytes);
        if (_filter is null) write(bytes);
        else _filter.Pass(bytes, write);
    }

    private void Measure(ReadOnlySpan<byte> bytes)
    {
        for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
        {
            LongestLine = Math.Max(LongestLine, _line + end);
            _line = 0;
        }

        _line += bytes.Length;
        LongestLine = Math.Max(LongestLine, _line);
    }
}
