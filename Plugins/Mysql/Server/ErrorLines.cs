using System.Text;

namespace Shield.Plugins.Mysql.Server;

/// <summary>What a program says on standard error, without the statements that it quotes: these are
/// megabytes of rows, and the reason comes after them.</summary>
internal sealed class ErrorLines
{
    private const int BufferBytes = 16 * 1024;
    private const int LineBytesMax = 1024;
    private const int LinesMax = 100;

    private readonly List<string> _lines = [];
    private readonly byte[] _line = new byte[LineBytesMax];
    private int _length;

    /// <summary>The lines that tell something, each cut.</summary>
    public string Text => string.Join('\n', _lines);

    /// <summary>Reads to the end.</summary>
    public async Task TakeAsync(Stream errors, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        for (int read; (read = await errors.ReadAsync(buffer, cancellationToken)) > 0;)
            Add(buffer.AsSpan(0, read));
        End();
    }

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
        {
            Keep(bytes[..end]);
            End();
        }

        Keep(bytes);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var room = Math.Min(bytes.Length, LineBytesMax - _length);
        bytes[..room].CopyTo(_line.AsSpan(_length));
        _length += room;
    }

    private void End()
    {
        var line = Encoding.UTF8.GetString(_line, 0, _length);
        if (_lines.Count < LinesMax && Complaints.IsTelling(line)) _lines.Add(line);
        _length = 0;
    }
}
