using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Orleans.Serialization;

namespace Shield.Silo.Hosting.ClusterTls;

/// <summary>Of what silos say to each other first, the one thing that matters here. The framework reads the
/// same bytes into a class of its own, so this is no record: records are written in another way.</summary>
[GenerateSerializer, Immutable, Alias("shield.SiloPreamble")]
internal sealed class SiloPreamble
{
    /// <summary>Who it claims to be.</summary>
    [Id(2)]
    public SiloAddress? SiloAddress { get; init; }
}

/// <summary>Reads a connection, but hands on nothing before it is known which silo the other claims to be:
/// what is meant for that silo will be sent to whoever claims it.</summary>
/// <param name="inner">What to read.</param>
/// <param name="serializer">What reads the claim.</param>
/// <param name="check">Throws if the claim is not to be believed.</param>
internal sealed class PreambleReader(PipeReader inner, Serializer serializer, Action<SiloAddress?> check)
    : PipeReader
{
    /// <summary>The longest preamble, in bytes; the framework's own limit.</summary>
    private const int LengthMax = 1024;

    private bool _isChecked;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        _isChecked ? inner.ReadAsync(cancellationToken) : CheckAsync(cancellationToken);

    public override bool TryRead(out ReadResult result)
    {
        result = default;
        return _isChecked && inner.TryRead(out result);
    }

    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) =>
        inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private async ValueTask<ReadResult> CheckAsync(CancellationToken cancellationToken)
    {
        var read = await inner.ReadAtLeastAsync(sizeof(int), cancellationToken);
        if (read.Buffer.Length < sizeof(int)) return Nothing(read);
        var length = BinaryPrimitives.ReadInt32LittleEndian(read.Buffer.Slice(0, sizeof(int)).ToArray());
        if (length is <= 0 or > LengthMax) throw new InvalidDataException($"a preamble of {length} bytes");
        inner.AdvanceTo(read.Buffer.Start);

        read = await inner.ReadAtLeastAsync(sizeof(int) + length, cancellationToken);
        if (read.Buffer.Length < sizeof(int) + length) return Nothing(read);
        check(serializer.Deserialize<SiloPreamble>(read.Buffer.Slice(sizeof(int), length))?.SiloAddress);
        _isChecked = true;
        return read;
    }

    // It ended, or was interrupted, before it said who it is.
    private static ReadResult Nothing(ReadResult read) =>
        new(read.Buffer.Slice(0, 0), read.IsCanceled, read.IsCompleted);
}
