using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>Reads the beginning of a stream and keeps it, so that a program can be given all of it
/// afterwards.</summary>
internal sealed class HeadReader(Stream source) : IDisposable
{
    /// <summary>A table of contents with some hundred thousand tables; a larger one is an attack on
    /// memory.</summary>
    public const int BytesMax = 256 * 1024 * 1024;

    private const int BufferBytes = 64 * 1024;

    private readonly MemoryStream _kept = new();
    private int _at;

    public byte Byte() => Bytes(1)[0];

    /// <summary>The next bytes; valid until the next call.</summary>
    /// <exception cref="PluginException">There are no more, or there are too many.</exception>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        while (_kept.Length - _at < count) Fill();
        _at += count;
        return _kept.GetBuffer().AsSpan(_at - count, count);
    }

    /// <summary>Writes what was read, and then all the rest.</summary>
    public void CopyTo(Stream sink)
    {
        sink.Write(_kept.GetBuffer(), 0, (int)_kept.Length);
        source.CopyTo(sink, BufferBytes);
    }

    public void Dispose() => _kept.Dispose();

    private void Fill()
    {
        var buffer = new byte[BufferBytes];
        var read = source.Read(buffer);
        if (read == 0)
            throw new PluginException(
                PluginExit.Failed, _kept.Length == 0 ? "the archive is empty" : "the archive is cut short");
        if (_kept.Length + read > BytesMax)
            throw new PluginException(PluginExit.Failed, "the table of contents of the archive is too large");
        _kept.Write(buffer, 0, read);
    }
}
