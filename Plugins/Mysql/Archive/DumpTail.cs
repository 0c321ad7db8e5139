using System.Text;

namespace Shield.Plugins.Mysql.Archive;

/// <summary>The end of a dump, which says that nothing is missing; the exit code of a client that was given
/// half of one does not.</summary>
internal sealed class DumpTail
{
    private const int Kept = 256;

    private readonly byte[] _tail = new byte[Kept];
    private int _length;

    /// <summary>Whether the last line is the one that a dump ends with.</summary>
    public bool IsComplete =>
        Encoding.UTF8.GetString(_tail, 0, _length).TrimEnd('\n').Split('\n')[^1]
            .StartsWith("-- Dump completed", StringComparison.Ordinal);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= Kept)
        {
            bytes[^Kept..].CopyTo(_tail);
            _length = Kept;
            return;
        }

        var stays = Math.Min(_length, Kept - bytes.Length);
        _tail.AsSpan(_length - stays, stays).CopyTo(_tail);
        bytes.CopyTo(_tail.AsSpan(stays));
        _length = stays + bytes.Length;
    }
}
