namespace Shield.Cli;

/// <summary>Asks a person for an endpoint, field by field.</summary>
internal static class EndpointQuestions
{
    /// <summary>No plugin has more fields.</summary>
    private const int FieldsMax = 100;

    /// <summary>What names of secrets have in them. The core holds the same of a plugin nobody knows yet.
    /// </summary>
    private static readonly string[] SecretWords = ["pass", "secret", "key", "token"];

    /// <summary>Each field that is there, which Enter keeps, then new ones until there is no more.</summary>
    public static async Task<string> AskEndpointAsync(
        this Session session, string present, CancellationToken cancellationToken)
    {
        var endpoint = EndpointText.Parse(present);
        foreach (var (key, value) in endpoint.ToList())
        {
            var question = $"endpoint {key} [{EndpointText.TextOf(value)}]: ";
            var text = await AskFieldAsync(session, key, question, cancellationToken);
            if (text.Length > 0) endpoint[key] = text;
        }

        while (endpoint.Count < FieldsMax)
        {
            var question = endpoint.Count == 0
                ? "first field of the endpoint, such as base_dir: "
                : "another field of the endpoint (Enter: no more): ";
            var key = await session.AskAsync(question, cancellationToken);
            if (key.Length == 0) break;
            endpoint[key] = await AskFieldAsync(session, key, $"{key}: ", cancellationToken);
        }

        return endpoint.ToJsonString();
    }

    private static Task<string> AskFieldAsync(
        Session session, string key, string question, CancellationToken cancellationToken) =>
        SecretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? session.AskSecretAsync(question, cancellationToken)
            : session.AskAsync(question, cancellationToken);
}
