using System.Globalization;
using System.Text;
using Shield.Plugins.Redis.Server;

namespace Shield.Plugins.Redis.Replication;

/// <summary>Reads what a replica says to its master.</summary>
internal static class Command
{
    private const int WordsMax = 64;
    private const int WordBytesMax = 64 * 1024;

    /// <summary>The next command's words; none for an empty line, which is a sign of life.</summary>
    public static async Task<string[]> ReadAsync(Wire wire, CancellationToken cancellationToken)
    {
        var line = await wire.ReadLineAsync(cancellationToken);
        if (!line.StartsWith('*')) return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var words = new string[Count(wire, line, WordsMax)];
        for (var place = 0; place < words.Length; place++)
        {
            var count = Count(wire, await wire.ReadLineAsync(cancellationToken), WordBytesMax);
            words[place] = Encoding.UTF8.GetString(await wire.ReadExactlyAsync(count, cancellationToken));
            await wire.ReadLineAsync(cancellationToken);
        }

        return words;
    }

    private static int Count(Wire wire, string line, int max) =>
        line.Length > 1
            && int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= max
            ? count
            : throw wire.Failure("does not speak the protocol of Redis");
}
