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
        var body = Encoding.UTF8.GetBytes(await session.Console.In.ReadToEndAsync(cancellationToken));
        return session.PrintJson(
            await session.Client.SendJsonAsync(HttpMethod.Post, path, body, cancellationToken));
    }

    /// <summary>The endpoint from its options, else by asking; missing ones are reported by the fields.
    /// </summary>
    public static async Task<string> EndpointAsync(
        this RequiredFields fields, Session session, CancellationToken cancellationToken) =>
        await EndpointText.ReadAsync(session, cancellationToken)
        ?? await fields.TextAsync(CliOptions.Endpoint, "endpoint, a JSON object", cancellationToken);
}
