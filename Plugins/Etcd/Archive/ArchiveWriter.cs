using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Shield.Plugins.Etcd.Client;

namespace Shield.Plugins.Etcd.Archive;

/// <summary>Writes an archive: a line of JSON for each thing (docs/plugins/etcd.md).</summary>
internal sealed class ArchiveWriter : IDisposable
{
    private const int BufferBytes = 256 << 10;

    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _buffer = new(BufferBytes);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Utf8JsonWriter _json;

    public ArchiveWriter(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_buffer);
    }

    /// <summary>How many keys it has.</summary>
    public long Count { get; private set; }

    public Task HeaderAsync(ArchiveHeader header, CancellationToken cancellationToken) => LineAsync(
        json =>
        {
            json.WriteString("archive", "etcd");
            json.WriteNumber("format", ArchiveHeader.Format);
            json.WriteBase64String("prefix", header.Prefix);
            json.WriteNumber("revision", header.Revision);
        },
        cancellationToken);

    public Task LeaseAsync(long lease, long seconds, CancellationToken cancellationToken) => LineAsync(
        json =>
        {
            json.WriteNumber("lease", lease);
            json.WriteNumber("ttl", seconds);
        },
        cancellationToken);

    public Task PairAsync(Pair pair, CancellationToken cancellationToken)
    {
        Count++;
        return LineAsync(
            json =>
            {
                json.WriteBase64String("key", pair.Key);
                json.WriteBase64String("value", pair.Value);
                if (pair.Lease != 0) json.WriteNumber("lease", pair.Lease);
            },
            cancellationToken);
    }

    /// <summary>The last line. An archive without one was cut.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        var digest = Convert.ToHexStringLower(_hash.GetCurrentHash());
        await LineAsync(
            json =>
            {
                json.WriteNumber("count", Count);
                json.WriteString("sha256", digest);
            },
            cancellationToken);
        await FlushAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _json.Dispose();
        _hash.Dispose();
    }

    private async Task LineAsync(Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        _json.Reset();
        _json.WriteStartObject();
        write(_json);
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= BufferBytes) await FlushAsync(cancellationToken);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        _hash.AppendData(_buffer.WrittenSpan);
        // A write that waits for its reader does not heed the token by itself.
        await _output.WriteAsync(_buffer.WrittenMemory, cancellationToken)
            .AsTask().WaitAsync(cancellationToken);
        _buffer.ResetWrittenCount();
    }
}
