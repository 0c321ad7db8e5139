using System.Net;
using System.Text.Json.Nodes;
using Shield.Api.Client;
using Shield.Api.Contracts.Plugins;

namespace Shield.Cli;

/// <summary>Asks a person for an endpoint, field by field.</summary>
internal static class EndpointQuestions
{
    /// <summary>No plugin has more fields.</summary>
    private const int FieldsMax = 100;

    /// <summary>What names of secrets have in them. The core holds the same of a plugin nobody knows yet.
    /// </summary>
    private static readonly string[] SecretWords = ["pass", "secret", "key", "token"];

    /// <summary>What the plugin says its endpoints hold, and what is there besides; of a plugin that says
    /// nothing, new fields until there is no more. Enter keeps what is there.</summary>
    public static async Task<string> AskEndpointAsync(
        this Session session, string plugin, string present, CancellationToken cancellationToken)
    {
        var endpoint = EndpointText.Parse(present);
        var declared = await session.FieldsOfAsync(plugin, cancellationToken);
        foreach (var field in declared)
        {
            await new FieldQuestion(session, field).AskAsync(endpoint, cancellationToken);
        }

        var strange = endpoint.Where(there => declared.All(field => field.Name != there.Key)).ToList();
        foreach (var (key, value) in strange)
        {
            var question = $"endpoint {key} [{EndpointText.TextOf(value)}]: ";
            var text = await AskFieldAsync(session, key, question, cancellationToken);
            if (text.Length > 0) endpoint[key] = text;
        }

        if (declared.Count == 0) await AskMoreAsync(session, endpoint, cancellationToken);
        return endpoint.ToJsonString();
    }

    /// <summary>What its endpoints hold where we are; none when no agent that is connected knows, or when
    /// it does not say.</summary>
    private static async Task<IReadOnlyList<PluginFieldBody>> FieldsOfAsync(
        this Session session, string plugin, CancellationToken cancellationToken)
    {
        try
        {
            var versions = (await session.Client.ShowPluginAsync(plugin, cancellationToken)).Value;
            var fields = versions.Select(version => version.Fields).MaxBy(fields => fields.Count) ?? [];
            return [.. fields.Where(field => field.Mode == session.Command.Noun?.One)];
        }
        catch (ApiRefusalException unknown) when (unknown.Status is HttpStatusCode.NotFound)
        {
            await session.Console.Error.WriteLineAsync(
                $"No agent that is connected has a plugin '{Output.Plain.Line(plugin)}': name its fields.");
            return [];
        }
    }

    private static async Task AskMoreAsync(
        Session session, JsonObject endpoint, CancellationToken cancellationToken)
    {
        while (endpoint.Count < FieldsMax)
        {
            var question = endpoint.Count == 0
                ? "first field of the endpoint, such as base_dir: "
                : "another field of the endpoint (Enter: no more): ";
            var key = await session.AskAsync(question, cancellationToken);
            if (key.Length == 0) return;
            endpoint[key] = await AskFieldAsync(session, key, $"{key}: ", cancellationToken);
        }
    }

    private static Task<string> AskFieldAsync(
        Session session, string key, string question, CancellationToken cancellationToken) =>
        SecretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? session.AskSecretAsync(question, cancellationToken)
            : session.AskAsync(question, cancellationToken);
}
