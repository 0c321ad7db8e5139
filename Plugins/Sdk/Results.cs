using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Shield.Plugins.Sdk;

/// <summary>Prints what the actions that answer with JSON answer.</summary>
internal static class Results
{
    /// <summary>An object whose key nobody could be told is removed again, and this is the time for
    /// it.</summary>
    private static readonly TimeSpan PurgeGrace = TimeSpan.FromSeconds(3);

    public static async Task FingerprintAsync(
        ITargetPlugin plugin, PluginCall call, CancellationToken token) =>
        Print(call, (await plugin.FingerprintAsync(call, token)).ToJsonString());

    public static async Task StoreAsync(IStorePlugin plugin, PluginCall call, CancellationToken token)
    {
        var stored = await plugin.StoreAsync(call, token);
        try
        {
            token.ThrowIfCancellationRequested();
            Print(call, Json(json =>
            {
                json.WriteString("key", stored.Key);
                if (stored.Bytes is { } bytes) json.WriteNumber("bytes", bytes);
                if (stored.Sha256 is not null) json.WriteString("sha256", stored.Sha256);
            }));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            using var deadline = new CancellationTokenSource(PurgeGrace, call.Clock);
            await plugin.PurgeAsync(call, stored.Key, deadline.Token);
            throw;
        }
    }

    public static async Task ListAsync(IStorePlugin plugin, PluginCall call, CancellationToken token)
    {
        await foreach (var listed in plugin.ListAsync(call, token).WithCancellation(token))
        {
            Print(call, Json(json =>
            {
                json.WriteString("key", listed.Key);
                json.WriteNumber("bytes", listed.Bytes);
                json.WriteString("modified", listed.Modified.UtcDateTime
                    .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            }));
        }
    }

    private static void Print(PluginCall call, string line) =>
        call.Output.Write(Encoding.UTF8.GetBytes(line + "\n"));

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
