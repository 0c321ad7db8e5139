using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Etcd.Archive;

/// <summary>Cuts a stream into lines.</summary>
internal static class Lines
{
    /// <summary>A key and a value as base64, of a cluster that takes larger requests than most.</summary>
    private const int LineBytesMax = 64 << 20;

    private const int ReadBytes = 256 << 10;

    /// <summary>Every line, without its end.</summary>
    /// <exception cref="PluginException">The last one has no end, or one is longer than any can
    /// be.</exception>
    public static async IAsyncEnumerable<byte[]> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new StreamPipeReaderOptions(bufferSize: ReadBytes, leaveOpen: true);
        var reader = PipeReader.Create(stream, options);
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                yield return rest.Slice(0, end).ToArray();
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (read.IsCompleted && !rest.IsEmpty) throw StagedArchive.Damaged("it ends within a line");
            if (rest.Length > LineBytesMax) throw StagedArchive.Damaged("it has a line that is too long");
            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted) break;
        }

        await reader.CompleteAsync();
    }
}
