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

    private readonly byte[] line = new byte[LineBytesMax];
    private int used;
    private bool cut;

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
        if (used > 0)
            Emit();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var fitting = bytes[..Math.Min(bytes.Length, LineBytesMax - used)];
        fitting.CopyTo(line.AsSpan(used));
        used += fitting.Length;
        cut |= fitting.Length < bytes.Length;
    }

    private void Emit()
    {
        var length = used > 0 && line[used - 1] == '\r' && !cut ? used - 1 : used;
        // What is not UTF-8 becomes U+FFFD, and so does a zero, which databases do not take in a text.
        var text = Encoding.UTF8.GetString(line, 0, length).Replace('\0', '\uFFFD');
        var wasCut = cut;
        used = 0;
        cut = false;
        onLine(wasCut ? text + CutMark : text);
    }
}
