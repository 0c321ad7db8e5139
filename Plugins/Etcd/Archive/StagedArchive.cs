using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Shield.Plugins.Etcd.Client;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Etcd.Archive;

/// <summary>An archive that was read to its end and found whole, in a file without a name.</summary>
internal sealed class StagedArchive : IDisposable
{
    private const int BufferBytes = 256 << 10;

    private readonly FileStream _file;
    private readonly Dictionary<long, long> _leases = [];
    private ArchiveHeader? _header;
    private long _count;
    private byte[]? _last;

    private StagedArchive(FileStream file) => _file = file;

    public ArchiveHeader Header => _header!;

    /// <summary>How many keys it has.</summary>
    public long Count => _count;

    /// <summary>The leases of its keys, and for how many seconds they were granted.</summary>
    public IReadOnlyDictionary<long, long> Leases => _leases;

    /// <summary>Reads an archive to its end.</summary>
    /// <exception cref="PluginException">It is not whole, or is no archive.</exception>
    public static async Task<StagedArchive> TakeAsync(Stream input, CancellationToken cancellationToken)
    {
        var staged = new StagedArchive(Open());
        try
        {
            await staged.FillAsync(input, cancellationToken);
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <summary>Its keys, in order.</summary>
    public async IAsyncEnumerable<Pair> PairsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _file.Position = 0;
        await foreach (var line in Lines.ReadAsync(_file, cancellationToken))
        {
            if (ArchiveLine.Parse(line) is ArchiveLine.Entry entry) yield return entry.Value;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    internal static PluginException Damaged(string why) =>
        new(PluginExit.Failed, $"the archive cannot be restored, {why}; nothing was changed");

    // Without a name it goes with this process, however that ends.
    private static FileStream Open()
    {
        var path = Path.Join(Path.GetTempPath(), $"shield-etcd-{Guid.NewGuid():n}");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            BufferSize = BufferBytes,
        });
        File.Delete(path);
        return file;
    }

    private async Task FillAsync(Stream input, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ArchiveLine.End? end = null;
        await foreach (var line in Lines.ReadAsync(input, cancellationToken))
        {
            if (end is not null) throw Damaged("it has something after its last line");
            var parsed = ArchiveLine.Parse(line);
            end = parsed as ArchiveLine.End;
            if (end is not null) continue;
            Note(parsed);
            hash.AppendData(line);
            hash.AppendData("\n"u8);
            await _file.WriteAsync(line, cancellationToken);
            _file.WriteByte((byte)'\n');
        }

        await _file.FlushAsync(cancellationToken);
        if (_header is null) throw Damaged("it is empty");
        if (end is null) throw Damaged("it was cut: its last line is missing");
        if (end.Count != _count || end.Digest != Convert.ToHexStringLower(hash.GetCurrentHash()))
            throw Damaged("it is damaged: its count or checksum is another");
    }

    private void Note(ArchiveLine line)
    {
        if (_header is null != line is ArchiveLine.Header)
            throw Damaged("its first line is not where it should be");
        switch (line)
        {
            case ArchiveLine.Header(var header):
                _header = header;
                break;
            case ArchiveLine.Lease(var id, var seconds):
                _leases[id] = seconds;
                break;
            case ArchiveLine.Entry(var pair):
                Note(pair);
                break;
        }
    }

    private void Note(Pair pair)
    {
        if (_last is not null && pair.Key.AsSpan().SequenceCompareTo(_last) <= 0)
            throw Damaged("its keys are not in order");
        if (!pair.Key.AsSpan().StartsWith(Header.Prefix)) throw Damaged("it has a key of another prefix");
        if (pair.Lease != 0 && !_leases.ContainsKey(pair.Lease)) throw Damaged("it lacks a lease");
        _last = pair.Key;
        _count++;
    }
}
