using System.Globalization;
using System.Text;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Target;

/// <summary>The fields of a tar header (POSIX.1-2001, "pax Interchange Format", and the GNU manual of
/// tar).</summary>
internal static class TarHeader
{
    public const int TypeOffset = 156;

    private const int NameBytes = 100;
    private const int SizeOffset = 124;
    private const int SizeBytes = 12;
    private const int ChecksumOffset = 148;
    private const int ChecksumBytes = 8;
    private const int LinkOffset = 157;
    private const int MagicOffset = 257;
    private const int PrefixOffset = 345;
    private const int PrefixBytes = 155;

    public static PluginException NotAnArchive() =>
        new(PluginExit.Failed, "the input is not a tar archive, or is damaged");

    /// <exception cref="PluginException">The block is not a header.</exception>
    public static void Check(ReadOnlySpan<byte> header)
    {
        var sum = 0L;
        for (var i = 0; i < header.Length; i++)
            sum += i is >= ChecksumOffset and < ChecksumOffset + ChecksumBytes ? ' ' : header[i];
        if (Octal(header.Slice(ChecksumOffset, ChecksumBytes)) != sum) throw NotAnArchive();
    }

    public static long Size(ReadOnlySpan<byte> header)
    {
        var field = header.Slice(SizeOffset, SizeBytes);
        if ((field[0] & 0x80) == 0) return Octal(field);
        // Sizes beyond 8 GiB: a number of base 256 in the last eight bytes, marked in the first.
        long size = 0;
        foreach (var digit in field[4..]) size = (size << 8) | digit;
        return size >= 0 ? size : throw NotAnArchive();
    }

    /// <summary>How many bytes of content follow; links, directories and devices have none, whatever they
    /// say.</summary>
    public static long ContentSize(char type, byte[]? record, long size)
    {
        if (type == '1') return 0;
        if (record is null) return size;
        return long.TryParse(record, NumberStyles.None, CultureInfo.InvariantCulture, out var recorded)
            ? recorded
            : throw NotAnArchive();
    }

    public static byte[] Name(ReadOnlySpan<byte> header)
    {
        var name = Text(header[..NameBytes]);
        var prefix = Text(header.Slice(PrefixOffset, PrefixBytes));
        // Only POSIX headers have a prefix; the old GNU format keeps other things there.
        var isPosix = header.Slice(MagicOffset, 6).SequenceEqual("ustar\0"u8);
        return isPosix && prefix.Length > 0 ? [.. prefix, (byte)'/', .. name] : name;
    }

    public static byte[] LinkName(ReadOnlySpan<byte> header) => Text(header.Slice(LinkOffset, NameBytes));

    /// <summary>The bytes before the first NUL.</summary>
    public static byte[] Text(ReadOnlySpan<byte> field)
    {
        var nul = field.IndexOf((byte)0);
        return (nul < 0 ? field : field[..nul]).ToArray();
    }

    /// <summary>The records of an extended header: each is its own length, a space, key=value, a
    /// newline.</summary>
    public static List<byte[]> Records(ReadOnlySpan<byte> content)
    {
        var records = new List<byte[]>();
        while (content.Length > 0)
        {
            var space = content.IndexOf((byte)' ');
            if (space <= 0 || !int.TryParse(
                    content[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > content.Length) throw NotAnArchive();
            records.Add(content[(space + 1)..(length - 1)].ToArray());
            content = content[length..];
        }

        return records;
    }

    /// <summary>The value of a record; the last of that key counts.</summary>
    public static byte[]? Value(List<byte[]> records, ReadOnlySpan<byte> key)
    {
        for (var i = records.Count - 1; i >= 0; i--)
        {
            var record = records[i];
            if (record.Length > key.Length && record[key.Length] == '=' && record.AsSpan().StartsWith(key))
                return record[(key.Length + 1)..];
        }

        return null;
    }

    private static long Octal(ReadOnlySpan<byte> field)
    {
        long number = 0;
        foreach (var digit in Encoding.ASCII.GetString(field).Trim('\0', ' '))
        {
            if (digit is < '0' or > '7') throw NotAnArchive();
            number = (number << 3) | (uint)(digit - '0');
        }

        return number;
    }
}
