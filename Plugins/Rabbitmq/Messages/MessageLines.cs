using System.IO.Pipelines;
using System.Buffers;
using System.Runtime.CompilerServices;

namespace Shield.Plugins.Rabbitmq.Messages;

/// <summary>Cuts a stream into messages, one a line.</summary>
internal static class MessageLines
{
    private const int BufferBytes = 256 * 1024;

    /// <exception cref="FormatException">A line is no message.</exception>
    public static async IAsyncEnumerable<Message> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(
            stream, new StreamPipeReaderOptions(bufferSize: BufferBytes, leaveOpen: true));
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var rest = result.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var line = rest.Slice(0, end);
                yield return Message.Parse(line.IsSingleSegment ? line.First : line.ToArray());
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (!result.IsCompleted) continue;
            if (rest.Length > 0) throw new FormatException("the last message has no end");
            await reader.CompleteAsync();
            break;
        }
    }
}
