using System.Text.Json;
using Shield.Benchmarks.Harness;

namespace Shield.Benchmarks.Native;

/// <summary>A real system, and what is compared on it.</summary>
/// <param name="Server">Ends with this; null for none.</param>
/// <param name="Variables">What the scripts find in their environment. No secret: those are in files.</param>
/// <param name="Fill">A script that makes <c>$BYTES</c> of content, once.</param>
/// <param name="Comparisons">In this order: what a backup has written a restore may read.</param>
internal sealed record NativeSystem(
    IAsyncDisposable? Server,
    IReadOnlyDictionary<string, string> Variables,
    string Fill,
    params IReadOnlyList<Comparison> Comparisons) : IAsyncDisposable
{
    /// <summary>A script that makes <c>$WORK/rows</c>: lines of 1,023 letters at random.</summary>
    public const string MakeRows =
        """
        head -c "$((BYTES * 3 / 4))" /dev/urandom | base64 -w 1023 >"$WORK/rows"
        """;

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Writes an endpoint to where a plugin finds it and nobody else may look.</summary>
    /// <returns>Its path.</returns>
    public static string WriteEndpoint(Workshop shop, string name, object endpoint) =>
        WritePrivate(shop, name, JsonSerializer.Serialize(endpoint));

    /// <summary>Writes what nobody else may read.</summary>
    /// <returns>Its path.</returns>
    public static string WritePrivate(Workshop shop, string name, string text)
    {
        var path = shop.PathOf(name);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = Private,
        });
        using var writer = new StreamWriter(file);
        writer.Write(text);
        return path;
    }
}
