using System.Formats.Tar;
using System.Security.Cryptography;
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

    public void WriteText(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes the dump of the next database.</summary>
    public void WriteDump(Stream dump, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (bytes, parts) = (0L, 0);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = dump.ReadAtLeast(_part, PartBytes, throwOnEndOfStream: false);
            if (count == 0) break;
            var part = _part.AsMemory(0, count);
            hash.AppendData(part.Span);
            Write(Manifest.PartOf(_digests.Count, parts++), part);
            bytes += count;
        }

        _digests.Add(new Digest(bytes, parts, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    /// <summary>Writes what tells a whole archive from one that was cut.</summary>
    public void WriteEnd() => WriteText(Manifest.EndName, Digest.ToJson(_digests));

    public void Dispose() => _tar.Dispose();

    private void Write(string name, ReadOnlyMemory<byte> content)
    {
        using var data = new MemoryStream(content.ToArray(), writable: false);
        _tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data });
    }
}
