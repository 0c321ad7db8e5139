using System.Text.Json;
using Shield.Plugins.Etcd.Client;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Etcd.Target;

/// <summary>Reaches the cluster, and asks for every right of a backup and of a restore.</summary>
internal static class Validation
{
    public static async Task RunAsync(
        PluginCall call, EtcdClient client, EtcdSettings settings, CancellationToken cancellationToken)
    {
        if (client.Status.TryGetProperty("errors", out var errors))
        {
            foreach (var error in errors.EnumerateArray()) call.Say($"warning: the server says: {error}");
        }

        var range = KeyRange.Below(settings.Prefix);
        var revision = await Keys.RevisionAsync(client, range, cancellationToken);
        using var answer = await client.AskAsync(
            "kv/txn", json => AskToDelete(json, range), cancellationToken);
        call.Say($"etcd {client.Status.GetProperty("version")} answers, at revision {revision}");
    }

    /// <summary>If a key had a version below 0, all would be deleted. None has; but the server looks first
    /// whether the user may.</summary>
    private static void AskToDelete(Utf8JsonWriter json, KeyRange range)
    {
        json.WriteStartArray("compare");
        json.WriteStartObject();
        json.WriteString("target", "VERSION");
        json.WriteString("result", "LESS");
        json.WriteBase64String("key", range.Start);
        json.WriteNumber("version", 0);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("success");
        json.WriteStartObject();
        json.WriteStartObject("request_delete_range");
        range.WriteTo(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
