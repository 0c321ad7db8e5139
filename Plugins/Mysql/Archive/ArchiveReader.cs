using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Archive;

/// <summary>Reads an archive part by part, and in the end whether it was whole.</summary>
/// <param name="input">The archive.</param>
internal sealed class ArchiveReader(Stream input) : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const int LineBytesMax = 16 * 1024 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _hasEnded;
    private long _bytes;
    private byte[] _mark = [];

    /// <summary>Reads the first line.</summary>
    /// <exception cref="PluginException">It is no archive.</exception>
    public Header ReadHeader()
    {
        Fill(Header.Magic.Length);
        if (_end == 0) throw new PluginException(PluginExit.Failed, "the archive is empty");
        var begin = Encoding.UTF8.GetString(_buffer.AsSpan(0, Math.Min(_end, Header.Magic.Length)));
        if (begin != Header.Magic)
            throw _end < Header.Magic.Length && Header.Magic.StartsWith(begin, StringComparison.Ordinal)
                ? Cut() : new PluginException(PluginExit.Failed, "this is not an archive of this plugin");
        var header = Header.Parse(TakeLine()) ?? throw Damaged();
        _mark = Encoding.UTF8.GetBytes($"\n-- {header.Token} ");
        return header;
    }

    /// <summary>Goes on to the next part; what is left of the present one is passed over.</summary>
    /// <returns>Its word and its place; null at the end.</returns>
    public (string Section, int Place)? Next()
    {
        var rest = new byte[BufferBytes];
        while (Take(rest) != 0)
        {
            // A part that nobody wants.
        }

        Fill(_mark.Length);
        if (_end - _start < _mark.Length) throw Cut();
        var line = Peek(_mark.Length);
        if (line.StartsWith(Section.End + " ", StringComparison.Ordinal))
        {
            ReadEnd();
            return null;
        }

        TakeCounted(1);
        var words = TakeLine().Split(' ');
        return words.Length == 4 && int.TryParse(words[3], CultureInfo.InvariantCulture, out var place)
            ? (words[2], place) : throw Damaged();
    }

    /// <summary>Reads of the present part.</summary>
    /// <returns>How many bytes; 0 at its end.</returns>
    public int Take(Span<byte> buffer)
    {
        int free;
        while (true)
        {
            var data = _buffer.AsSpan(_start, _end - _start);
            var found = data.IndexOf(_mark);
            // What may be the beginning of a mark stays until more has come.
            free = found >= 0 ? found : _hasEnded ? data.Length : data.Length - (_mark.Length - 1);
            if (free > 0 || found == 0 || _hasEnded) break;
            ReadMore(BufferBytes);
        }

        var count = Math.Min(Math.Max(free, 0), buffer.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        TakeCounted(count);
        return count;
    }

    public void Dispose() => _hash.Dispose();

    /// <summary>The archive is shorter than it was.</summary>
    public static PluginException Cut() => new(PluginExit.Failed, "the archive is cut short");

    /// <summary>The archive is not what it was.</summary>
    public static PluginException Damaged() => new(PluginExit.Failed, "the archive is damaged");

    private void ReadEnd()
    {
        TakeCounted(1);
        var digest = Convert.ToHexStringLower(_hash.GetHashAndReset());
        var bytes = _bytes;
        var line = TakeLine();
        var isWhole = line.EndsWith('\n');
        Fill(1);
        if (!isWhole) throw Cut();
        try
        {
            var end = JsonNode.Parse(line[(_mark.Length - 1 + Section.End.Length)..])!;
            if (end["bytes"]!.GetValue<long>() != bytes || end["sha256"]!.GetValue<string>() != digest)
                throw Damaged();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException
            or FormatException)
        {
            throw Damaged();
        }

        if (_end > _start) throw Damaged();
    }

    private string Peek(int offset)
    {
        var ahead = Math.Min(_end, _start + offset + Section.End.Length + 1);
        if (ahead < _start + offset + Section.End.Length + 1) Fill(offset + Section.End.Length + 1);
        var length = Math.Min(_end - _start - offset, Section.End.Length + 1);
        return Encoding.UTF8.GetString(_buffer, _start + offset, Math.Max(length, 0));
    }

    private string TakeLine()
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n') + 1) == 0)
        {
            if (_hasEnded) throw Cut();
            if (_end - _start > LineBytesMax) throw Damaged();
            Fill(_end - _start + BufferBytes);
        }

        var line = Encoding.UTF8.GetString(_buffer, _start, length);
        TakeCounted(length);
        return line;
    }

    private void TakeCounted(int count)
    {
        _hash.AppendData(_buffer, _start, count);
        _bytes += count;
        _start += count;
    }

    /// <summary>Reads until so many bytes are there, or no more come.</summary>
    private void Fill(int count)
    {
        while (_end - _start < count && !_hasEnded) ReadMore(count);
    }

    private void ReadMore(int count)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_buffer.Length < count || _end == _buffer.Length) Array.Resize(ref _buffer, count + BufferBytes);
        var read = input.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _hasEnded = read == 0;
    }
}
