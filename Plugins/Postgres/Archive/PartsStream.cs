using System.Formats.Tar;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>The dump of one database, put together from its pieces.</summary>
internal sealed class PartsStream(AllReader archive, int place) : ReadOnlyStream
{
    private readonly RunningDigest _digest = new();
    private TarEntry? _part;
    private bool _hasEnded;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0) return 0;
        while (!_hasEnded)
        {
            var read = _part?.DataStream is { } data ? ReadPart(data, buffer) : 0;
            _digest.Add(buffer[..read]);
            if (read > 0) return read;
            _part = archive.Next(Manifest.PartOf(place, _digest.Parts));
            if (_part is null) End();
            else _digest.BeginPart();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _digest.Dispose();
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

    private void End()
    {
        _hasEnded = true;
        archive.Add(_digest.End());
    }
}
