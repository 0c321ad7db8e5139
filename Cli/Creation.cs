using System.Text;
using Shield.Cli.Output;

namespace Shield.Cli;

/// <summary>What all the create commands share.</summary>
internal static class Creation
{
    /// <summary>With <c>--json -</c> the body comes from standard input as it is, and the answer goes out as
    /// it is; the core alone judges it.</summary>
    /// <returns>The exit status, or null when that was not asked for.</returns>
    public static async Task<int?> FromJsonAsync(
        this Session session, string path, CancellationToken cancellationToken)
    {
        if (!session.Has(CliOptions.JsonBody)) return null;
        return await session.SendInputAsync(HttpMethod.Post, path, cancellationToken);
    }

    /// <summary>Standard input as the body, the answer as the output, both untouched.</summary>
    public static async Task<int> SendInputAsync(
        this Session session, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(await session.Console.In.ReadToEndAsync(cancellationToken));
        return session.PrintJson(await session.Client.SendJsonAsync(method, path, body, cancellationToken));
    }

    /// <summary>The endpoint from its options, else by asking; missing ones are reported by the fields.
    /// </summary>
    public static async Task<string> EndpointAsync(
        this RequiredFields fields, Session session, string plugin, CancellationToken cancellationToken)
    {
        if (await EndpointText.ReadAsync(session, EndpointText.None, cancellationToken) is { } given)
        {
            return given;
        }

        var endpoint = session.Console.CanAsk
            ? await session.AskEndpointAsync(plugin, EndpointText.None, cancellationToken)
            : EndpointText.None;
        if (endpoint == EndpointText.None) fields.Miss(CliOptions.Endpoint);
        return endpoint;
    }
}
