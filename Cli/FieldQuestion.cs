using System.Text.Json.Nodes;
using Shield.Api.Contracts.Plugins;
using Shield.Cli.Plugins;

namespace Shield.Cli;

/// <summary>Asks for one field of an endpoint, in the words of its plugin.</summary>
internal sealed class FieldQuestion(Session session, PluginFieldBody field)
{
    /// <summary>Whoever answers wrongly as often as this is not going to.</summary>
    private const int AskedMax = 3;

    /// <summary>More entries of a list nobody types.</summary>
    private const int EntriesMax = 1000;

    private const string List = "list";
    private const string Pem = "pem";

    /// <summary>Puts the answer into the endpoint. Enter leaves it as it is: what is there stays, and what
    /// is not there is left to the plugin's default.</summary>
    public async Task AskAsync(JsonObject endpoint, CancellationToken cancellationToken)
    {
        var help = field.Help.Length > 0 ? field.Help : field.Title;
        if (help.Length > 0 && help != field.Name) await SayAsync(help);
        var there = endpoint.ContainsKey(field.Name);
        var question = Text(endpoint);
        for (var asked = 0; asked < AskedMax; asked++)
        {
            var answer = await ReadAsync(question, cancellationToken);
            if (answer.Length == 0 && (there || !field.Required || field.Default is not null)) return;
            if (answer.Length > 0 && await ValueAsync(answer, cancellationToken) is { } value)
            {
                endpoint[field.Name] = value;
                return;
            }

            if (answer.Length == 0) await SayAsync($"{field.Name} is needed.");
        }

        throw CliFailureException.Usage(
            $"{field.Name} has no value that would do", $"it takes {PluginFields.TypeOf(field)}");
    }

    /// <summary>"pg_port (port) [5432]: ", "base_dir (abspath), such as /srv: ".</summary>
    private string Text(JsonObject endpoint)
    {
        var type = field.Type switch
        {
            List => "one at a time",
            Pem => "the file that holds it",
            "password" => "not shown",
            "bool" => "yes or no",
            _ => PluginFields.TypeOf(field),
        };
        var present = endpoint.TryGetPropertyValue(field.Name, out var value)
            ? EndpointText.TextOf(value)
            : field.Default;
        var example = field.Example ?? field.Placeholder;
        var then = present is { Length: > 0 } ? $" [{present}]"
            : !field.Required ? " (Enter: none)"
            : example is { Length: > 0 } ? $", such as {example}" : "";
        return $"{field.Name} ({type}){then}: ";
    }

    private Task<string> ReadAsync(string question, CancellationToken cancellationToken) =>
        field.Type == "password"
            ? session.AskSecretAsync(question, cancellationToken)
            : session.AskAsync(question, cancellationToken);

    /// <summary>The answer as the plugin wants it; null, and a word about it, when it will not do.</summary>
    private async Task<JsonNode?> ValueAsync(string answer, CancellationToken cancellationToken)
    {
        switch (field.Type)
        {
            case List:
                return await ListAsync(answer, cancellationToken);
            case Pem:
                return await FileAsync(answer, cancellationToken);
            case "bool" when answer.ToLowerInvariant() is "yes" or "y" or "true":
                return true;
            case "bool" when answer.ToLowerInvariant() is "no" or "n" or "false":
                return false;
            case "bool":
                await SayAsync("yes or no, please.");
                return null;
            case var _ when field.Enum.Count > 0 && !field.Enum.Contains(answer):
                await SayAsync($"one of {string.Join(", ", field.Enum)}, please.");
                return null;
            default:
                return answer;
        }
    }

    private async Task<JsonArray> ListAsync(string first, CancellationToken cancellationToken)
    {
        var entries = new JsonArray(first);
        while (entries.Count < EntriesMax)
        {
            var next = await session.AskAsync("another (Enter: no more): ", cancellationToken);
            if (next.Length == 0) break;
            entries.Add((JsonNode)next);
        }

        return entries;
    }

    private async Task<JsonNode?> FileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            await SayAsync($"cannot read {path}");
            return null;
        }
    }

    private Task SayAsync(string text) => session.Console.Error.WriteLineAsync(Output.Plain.Line(text));
}
