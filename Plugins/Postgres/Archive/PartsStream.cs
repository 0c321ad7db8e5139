using System.Formats.Tar;
using System.Security.Cryptography;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>The dump of one database, put together from its pieces.</summary>
internal sealed class PartsStream(AllReader archive, int place) : ReadOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private TarEntry? _part;
    private int _parts;
    private long _bytes;
    private bool _hasEnded;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0) return 0;
        while (!_hasEnded)
        {
            var read = _part?.DataStream is { } data ? ReadPart(data, buffer) : 0;
            if (read > 0) return Count(buffer[..read]);
            _part = archive.Next(Manifest.PartOf(place, _parts));
            if (_part is null) End();
            else _parts++;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }

    private static int ReadPart(Stream data, Span<byte> buffer)
    {
        // A span cannot go into a function that is called elsewhere.
        try
        {
            return data.Read(buffer);
        }
        catch (EndOfStreamException)
        {
            return AllReader.Guarded<int>(() => throw new EndOfStreamException());
        }
    }

    private int Count(ReadOnlySpan<byte> read)
    {
        _hash.AppendData(read);
        _bytes += read.Length;
        return read.Length;
    }

    private void End()
    {
        _hasEnded = true;
        archive.Add(new Digest(_bytes, _parts, Convert.ToHexStringLower(_hash.GetHashAndReset())));
    }
}
