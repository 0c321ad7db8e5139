using System.Buffers;
using System.Formats.Tar;
using System.Globalization;

namespace Shield.Plugins.Rabbitmq.Archive;

/// <summary>Writes an archive: a tar, whose messages come in parts of bounded size, since a member of a tar
/// begins with its length.</summary>
internal sealed class ArchiveWriter : IDisposable
{
    public const string DefinitionsName = "definitions.json";

    private const int PartBytes = 1024 * 1024;

    private readonly DigestedOutput _output;
    private readonly TarWriter _tar;
    private readonly DateTimeOffset _time;
    private readonly List<QueueEnd> _queues = [];
    private readonly ArrayBufferWriter<byte> _part = new(PartBytes);

    public ArchiveWriter(Stream output, DateTimeOffset time)
    {
        _output = new DigestedOutput(output);
        _tar = new TarWriter(_output, TarEntryFormat.Ustar, leaveOpen: true);
        _time = time;
    }

    public void WriteHead(Manifest manifest, byte[] definitions)
    {
        WriteMember(Manifest.Name, manifest.ToBytes());
        WriteMember(DefinitionsName, definitions);
    }

    /// <summary>Writes the messages of one queue; one without any has no member.</summary>
    /// <param name="vhost">Its virtual host.</param>
    /// <param name="name">Its name.</param>
    /// <param name="lines">A line for each message, with its newline; read once.</param>
    public async Task<QueueEnd> WriteQueueAsync(
        string vhost, string name, IAsyncEnumerable<ReadOnlyMemory<byte>> lines)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"messages/{_queues.Count + 1:0000}");
        var (messages, bytes, parts) = (0L, 0L, 0);
        await foreach (var line in lines)
        {
            messages++;
            bytes += line.Length;
            for (var rest = line; rest.Length > 0;)
            {
                var piece = rest[..Math.Min(rest.Length, PartBytes - _part.WrittenCount)];
                _part.Write(piece.Span);
                rest = rest[piece.Length..];
                if (_part.WrittenCount == PartBytes) WritePart(folder, ++parts);
            }
        }

        if (_part.WrittenCount > 0) WritePart(folder, ++parts);
        var end = new QueueEnd(folder, vhost, name, messages, bytes);
        _queues.Add(end);
        return end;
    }

    public void WriteEnd()
    {
        var (bytes, sha256) = _output.SoFar();
        WriteMember(ArchiveEnd.Name, new ArchiveEnd(bytes, sha256, _queues).ToBytes());
        _tar.Dispose();
    }

    public void Dispose() => _output.Dispose();

    private void WritePart(string folder, int number)
    {
        WriteMember(
            string.Create(CultureInfo.InvariantCulture, $"{folder}/part-{number:000000}"),
            _part.WrittenMemory.ToArray());
        _part.ResetWrittenCount();
    }

    private void WriteMember(string name, byte[] content)
    {
        using var data = new MemoryStream(content, writable: false);
        _tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = data,
            ModificationTime = _time,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }
}
