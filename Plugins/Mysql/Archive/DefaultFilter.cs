using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Shield.Plugins.Mysql.Archive;

/// <summary>Takes the name of the database out of columns' defaults that are the next value of a sequence:
/// the dump program writes it there, and the table would go on using the sequence of a database that may be
/// another one by then.</summary>
/// <param name="ownName">The name of the database as the dump writes it, in its quotes.</param>
internal sealed partial class DefaultFilter(string ownName)
{
    private const int LineBytesMax = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _line = new();
    private bool _isInside;

    /// <summary>Lines that define a column are held back until they are whole; all others pass.</summary>
    public void Pass(ReadOnlySpan<byte> bytes, DumpCopy.Write write)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n') + 1;
            var piece = end == 0 ? bytes : bytes[..end];
            Take(piece, write);
            if (end > 0) Finish(write);
            bytes = bytes[piece.Length..];
        }
    }

    /// <summary>Writes what is held back.</summary>
    public void Finish(DumpCopy.Write write)
    {
        var line = _line.WrittenSpan;
        var text = line.StartsWith("  `"u8) ? Encoding.UTF8.GetString(line) : null;
        if (text is not null && Changed(text) is var changed && changed != text)
            write(Encoding.UTF8.GetBytes(changed));
        else
            write(line);
        _line.ResetWrittenCount();
        _isInside = false;
    }

    internal string Changed(string line)
    {
        var match = SequenceDefault().Match(line);
        return match.Success
            ? line[..match.Length] + line[match.Length..].Replace(
                $"val({ownName}.", "val(", StringComparison.OrdinalIgnoreCase)
            : line;
    }

    private void Take(ReadOnlySpan<byte> piece, DumpCopy.Write write)
    {
        if (!_isInside)
        {
            _line.Write(piece);
            var line = _line.WrittenSpan;
            var mayBe = line.Length < 3 ? "  `"u8.StartsWith(line) : line.StartsWith("  `"u8);
            if (mayBe && _line.WrittenCount < LineBytesMax) return;
            write(line);
            _line.ResetWrittenCount();
            _isInside = true;
            return;
        }

        write(piece);
    }

    // A column and its type, up to a default that is an expression without quotes.
    [GeneratedRegex(@"^  `(?:[^`]|``)+` [^'`]*DEFAULT \(*(?=(next|last)val\()")]
    private static partial Regex SequenceDefault();
}
