using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Archive;

/// <summary>The dump that is one part of an archive; its last line says that it is whole.</summary>
internal sealed class SectionStream(ArchiveReader archive) : ReadOnlyStream
{
    private readonly DumpTail _tail = new();

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0) return 0;
        var read = archive.Take(buffer);
        _tail.Add(buffer[..read]);
        if (read == 0 && !_tail.IsComplete)
            throw new PluginException(PluginExit.Failed, "the archive is cut short or damaged");
        return read;
    }

    /// <summary>Reads what is left.</summary>
    public void Drain()
    {
        var buffer = new byte[64 * 1024];
        while (Read(buffer) > 0)
        {
            // Only whether it comes whole is wanted.
        }
    }
}
