using System.Text;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>Turns bytes into lines of bounded length.</summary>
/// <param name="onLine">Gets each line without its end.</param>
internal sealed class LineCutter(Action<string> onLine)
{
    /// <summary>A longer line is cut here; the rest of it is dropped.</summary>
    public const int LineBytesMax = 64 * 1024;

    /// <summary>Stands at the end of a line that was cut.</summary>
    public const string CutMark = " [cut: the line is longer than 64 KiB]";

    private readonly byte[] _line = new byte[LineBytesMax];
    private int _used;
    private bool _cut;

    /// <summary>Takes more bytes and hands over the lines that end in them.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
        {
            Keep(bytes[..end]);
            Emit();
            bytes = bytes[(end + 1)..];
        }

        Keep(bytes);
    }

    /// <summary>Hands over a last line that had no end.</summary>
    public void Finish()
    {
        if (_used > 0)
            Emit();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var fitting = bytes[..Math.Min(bytes.Length, LineBytesMax - _used)];
        fitting.CopyTo(_line.AsSpan(_used));
        _used += fitting.Length;
        _cut |= fitting.Length < bytes.Length;
    }

    private void Emit()
    {
        var length = _used > 0 && _line[_used - 1] == '\r' && !_cut ? _used - 1 : _used;
        // What is not UTF-8 becomes U+FFFD, and so does a zero, which databases do not take in a text.
        var text = Encoding.UTF8.GetString(_line, 0, length).Replace('\0', '\uFFFD');
        var wasCut = _cut;
        _used = 0;
        _cut = false;
        onLine(wasCut ? text + CutMark : text);
    }
}
