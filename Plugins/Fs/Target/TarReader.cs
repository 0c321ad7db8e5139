using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Target;

/// <summary>Reads the members of a tar archive, enough to know its names and whether it is whole.</summary>
/// <remarks>tar itself takes an archive that was cut between two members for a whole one. Formats:
/// POSIX.1-2001 (pax), ustar, and the extensions of GNU tar.</remarks>
/// <param name="archive">Read to the mark at its end, or a little further.</param>
/// <param name="pass">Takes up to so many bytes of the archive out of the way, unread, and answers how many;
/// 0 if it cannot. Null: all are read.</param>
internal sealed class TarReader(Stream archive, Func<long, long>? pass = null)
{
    private const int BlockBytes = 512;
    private const int BufferBytes = 1 << 18;

    /// <summary>As much as a usual pipe gives at once: less comes with one read anyway.</summary>
    private const int PassBytesMin = 1 << 16;

    /// <summary>Extended headers hold names and attributes; a larger one is an attack on memory.</summary>
    private const long ExtendedBytesMax = 16 << 20;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _at;
    private int _end;
    private long _contentLeft;
    private long _paddingLeft;

    /// <summary>The next member; what is left of the content of the one before is passed over.</summary>
    /// <returns>Null at the mark that ends a whole archive.</returns>
    /// <exception cref="PluginException">The archive is cut short, or is none.</exception>
    public TarMember? Next()
    {
        byte[]? longName = null, longLink = null;
        var records = new List<byte[]>();
        while (true)
        {
            ReadContent(null);
            var header = Take(BlockBytes).ToArray();
            if (!header.AsSpan().ContainsAnyExcept((byte)0)) return null;
            TarHeader.Check(header);
            var type = (char)header[TarHeader.TypeOffset];
            var size = TarHeader.Size(header);
            SetContent(size);
            switch (type)
            {
                case 'x':
                    records = TarHeader.Records(TakeContent(size));
                    break;
                case 'g':
                    break;
                case 'L':
                    longName = TarHeader.Text(TakeContent(size));
                    break;
                case 'K':
                    longLink = TarHeader.Text(TakeContent(size));
                    break;
                default:
                    SetContent(TarHeader.ContentSize(type, TarHeader.Value(records, "size"u8), size));
                    if (type == 'S') SkipSparseMap(header);
                    records.Sort((x, y) => x.AsSpan().SequenceCompareTo(y));
                    var name = TarHeader.Value(records, "GNU.sparse.name"u8)
                        ?? TarHeader.Value(records, "path"u8);
                    return new TarMember(
                        type, header, name ?? longName ?? TarHeader.Name(header),
                        TarHeader.Value(records, "linkpath"u8) ?? longLink
                            ?? TarHeader.LinkName(header), records);
            }
        }
    }

    /// <summary>Reads the content of the member that <see cref="Next"/> gave.</summary>
    /// <param name="take">Gets it piece by piece; null to pass it over.</param>
    /// <returns>Its length in bytes.</returns>
    public long ReadContent(Action<ReadOnlySpan<byte>>? take)
    {
        var length = _contentLeft;
        while (_contentLeft > 0)
        {
            if (take is null && PassSome()) continue;
            Fill(1);
            var piece = (int)Math.Min(_contentLeft, _end - _at);
            take?.Invoke(_buffer.AsSpan(_at, piece));
            _at += piece;
            _contentLeft -= piece;
        }

        Take((int)_paddingLeft);
        _paddingLeft = 0;
        return length;
    }

    private bool PassSome()
    {
        if (pass is null || _at < _end || _contentLeft < PassBytesMin) return false;
        var passed = pass(_contentLeft);
        _contentLeft -= passed;
        return passed > 0;
    }

    private void SetContent(long size)
    {
        _contentLeft = size;
        _paddingLeft = -size & (BlockBytes - 1);
    }

    private byte[] TakeContent(long size)
    {
        if (size > ExtendedBytesMax) throw TarHeader.NotAnArchive();
        var content = new MemoryStream((int)size);
        ReadContent(content.Write);
        return content.ToArray();
    }

    /// <summary>Before its content a sparse file of the old GNU format has blocks of a map, the last one
    /// marked.</summary>
    private void SkipSparseMap(byte[] header)
    {
        const int headerMark = 482;
        const int blockMark = 504;
        for (var more = header[headerMark]; more != 0;) more = Take(BlockBytes)[blockMark];
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        Fill(count);
        _at += count;
        return _buffer.AsSpan(_at - count, count);
    }

    private void Fill(int count)
    {
        if (_end - _at >= count) return;
        _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        (_at, _end) = (0, _end - _at);
        while (_end < count)
        {
            var read = archive.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0) throw new PluginException(PluginExit.Failed, "the archive is cut short");
            _end += read;
        }
    }
}
