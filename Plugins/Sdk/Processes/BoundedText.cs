using System.Text;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>Reads a stream to its end and keeps no more of it than was asked for.</summary>
public static class BoundedText
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>The beginning of the stream as text; what is not UTF-8 becomes U+FFFD.</summary>
    /// <param name="stream">Read to its end, and not closed.</param>
    /// <param name="bytesMax">At most so many bytes are kept; the rest is read and dropped.</param>
    /// <param name="cancellationToken">A read that already waits in a pipe is not interrupted.</param>
    /// <returns>The text, and whether something was dropped.</returns>
    public static async Task<(string Text, bool Cut)> ReadAsync(
        Stream stream, int bytesMax, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        var cut = false;
        int got;
        while ((got = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            var fitting = Math.Min(got, bytesMax - (int)kept.Length);
            kept.Write(chunk, 0, fitting);
            cut |= fitting < got;
        }

        return (Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length), cut);
    }
}
