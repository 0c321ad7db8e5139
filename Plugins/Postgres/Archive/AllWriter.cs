using System.Formats.Tar;
using System.Text;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>Writes an archive of all databases: one tar. The length of a dump is known only at its end, and a
/// tar wants it at the beginning; so a dump comes in pieces that fit into memory.</summary>
internal sealed class AllWriter(Stream output) : IDisposable
{
    private const int PartBytes = 4 * 1024 * 1024;

    private readonly TarWriter _tar = new(output, TarEntryFormat.Ustar, leaveOpen: true);
    private readonly byte[] _part = new byte[PartBytes];
    private readonly List<Digest> _digests = [];

    /// <summary>Writes what stands before the databases.</summary>
    public void WriteHead(string manifest, string globals)
    {
        using var digest = new RunningDigest();
        foreach (var (name, text) in new[] { (Manifest.FileName, manifest), (Manifest.GlobalsName, globals) })
            WritePart(name, Encoding.UTF8.GetBytes(text), digest);
        _digests.Add(digest.End());
    }

    /// <summary>Writes the dump of the next database.</summary>
    public void WriteDump(Stream dump, CancellationToken cancellationToken)
    {
        using var digest = new RunningDigest();
        while (dump.ReadAtLeast(_part, PartBytes, throwOnEndOfStream: false) is > 0 and var count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WritePart(Manifest.PartOf(_digests.Count - 1, digest.Parts), _part.AsMemory(0, count), digest);
        }

        _digests.Add(digest.End());
    }

    /// <summary>Writes what tells a whole archive from one that was cut.</summary>
    public void WriteEnd() => Write(Manifest.EndName, Encoding.UTF8.GetBytes(Digest.ToJson(_digests)));

    public void Dispose() => _tar.Dispose();

    private void WritePart(string name, ReadOnlyMemory<byte> part, RunningDigest digest)
    {
        digest.BeginPart();
        digest.Add(part.Span);
        Write(name, part);
    }

    private void Write(string name, ReadOnlyMemory<byte> content)
    {
        using var data = new MemoryStream(content.ToArray(), writable: false);
        _tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data });
    }
}
