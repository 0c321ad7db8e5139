using System.Formats.Tar;
using System.Security.Cryptography;
using Shield.Plugins.Rabbitmq.Definitions;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Archive;

/// <summary>An archive that was received whole and found good. It lies in a file without a name, which goes
/// with the process.</summary>
internal sealed class StagedArchive : IDisposable
{
    private const int CopyBytes = 256 * 1024;
    private const int BlockBytes = 512;
    private const int EndBlocks = 2;
    private const int JsonBytesMax = 256 * 1024 * 1024;

    private readonly FileStream _file;
    private readonly Dictionary<string, List<(long Offset, long Length)>> _parts = [];

    private StagedArchive(FileStream file) => _file = file;

    public Manifest Manifest { get; private set; } = null!;

    public DefinitionSet Definitions { get; private set; } = null!;

    public IReadOnlyList<QueueEnd> Queues { get; private set; } = [];

    /// <summary>Receives an archive to its end and checks it.</summary>
    /// <exception cref="PluginException">It is empty, cut, damaged or something else.</exception>
    public static async Task<StagedArchive> ReceiveAsync(Stream input, CancellationToken cancellationToken)
    {
        var file = CreateFile();
        try
        {
            await ReceiveAsync(input, file, cancellationToken);
            if (file.Length == 0) throw new PluginException(PluginExit.Failed, "the archive is empty");
            file.Position = 0;
            var archive = new StagedArchive(file);
            archive.ReadMembers(cancellationToken);
            return archive;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>The lines of one queue's messages.</summary>
    public Stream OpenMessages(QueueEnd queue) =>
        new PartsStream(_file.SafeFileHandle, _parts.GetValueOrDefault(queue.Folder) ?? []);

    public void Dispose() => _file.Dispose();

    private static async Task ReceiveAsync(
        Stream input, FileStream file, CancellationToken cancellationToken)
    {
        try
        {
            await input.CopyToAsync(file, CopyBytes, cancellationToken);
            await file.FlushAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new PluginException(
                PluginExit.Failed,
                $"the archive could not be kept in {Path.GetTempPath()} while it is checked: {e.Message}");
        }
    }

    private static FileStream CreateFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"shield-rabbitmq-{Guid.NewGuid():n}");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        // It has messages and password hashes: it must not stay, however this process ends.
        File.Delete(path);
        return file;
    }

    private void ReadMembers(CancellationToken cancellationToken)
    {
        ArchiveEnd? end = null;
        try
        {
            using var tar = new TarReader(_file, leaveOpen: true);
            Manifest = Manifest.Parse(Read(tar, Manifest.Name));
            var definitions = Read(tar, ArchiveWriter.DefinitionsName);
            while (end is null && tar.GetNextEntry() is { } entry)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.Name == ArchiveEnd.Name) end = ArchiveEnd.Parse(Content(entry));
                else if (Path.GetDirectoryName(entry.Name) is { Length: > 0 } folder) Note(folder, entry);
            }

            Check(end, cancellationToken);
            Definitions = DefinitionSet.Parse(definitions, "the archive");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException
            or ArgumentException or OverflowException)
        {
            throw Manifest is null ? Manifest.NoArchive() : Damaged();
        }
    }

    private void Note(string folder, TarEntry entry)
    {
        if (!_parts.TryGetValue(folder, out var parts)) _parts[folder] = parts = [];
        parts.Add((entry.DataOffset, entry.Length));
    }

    private static byte[] Read(TarReader tar, string name) =>
        tar.GetNextEntry() is { } entry && entry.Name == name ? Content(entry) : throw Manifest.NoArchive();

    private static byte[] Content(TarEntry entry)
    {
        if (entry.Length > JsonBytesMax) throw Damaged();
        var content = new byte[entry.Length];
        entry.DataStream?.ReadExactly(content);
        return content;
    }

    private void Check(ArchiveEnd? end, CancellationToken cancellationToken)
    {
        if (end is null)
            throw new PluginException(
                PluginExit.Failed,
                $"the archive was cut or is damaged: it has no {ArchiveEnd.Name} that can be read");
        var tail = (end.ToBytes().Length + BlockBytes - 1) / BlockBytes + 1 + EndBlocks;
        if (end.Bytes + tail * (long)BlockBytes != _file.Length
            || Sha256Of(end.Bytes, cancellationToken) != end.Sha256
            || end.Queues.Any(queue => queue.Bytes != (_parts.GetValueOrDefault(queue.Folder) ?? [])
                .Sum(part => part.Length)))
            throw Damaged();
        Queues = end.Queues;
    }

    private string Sha256Of(long bytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[CopyBytes];
        for (var offset = 0L; offset < bytes;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wanted = (int)Math.Min(buffer.Length, bytes - offset);
            var read = RandomAccess.Read(_file.SafeFileHandle, buffer.AsSpan(0, wanted), offset);
            if (read == 0) throw Damaged();
            hash.AppendData(buffer, 0, read);
            offset += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static PluginException Damaged() =>
        new(PluginExit.Failed, "the archive is damaged: what is in it does not match its own digest");
}
