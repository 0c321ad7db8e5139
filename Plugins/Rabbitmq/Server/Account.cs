using System.Text.Json.Nodes;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Server;

/// <summary>Who we are to the server.</summary>
/// <param name="Name">The account's name, as the server has it.</param>
/// <param name="Tags">What it may do besides.</param>
internal sealed record Account(string Name, IReadOnlyList<string> Tags)
{
    private const string Administrator = "administrator";

    /// <summary>Whether it may publish messages that bear another user's name.</summary>
    public bool MayImpersonate => Tags.Contains("impersonator");

    /// <exception cref="PluginException">It is no administrator, or the server is not reached.</exception>
    public static async Task<Account> AskAsync(ManagementApi api, CancellationToken cancellationToken)
    {
        var answer = await api.AskAsync("whoami", "use the management API", cancellationToken);
        var tags = answer["tags"] switch
        {
            JsonArray list => list.Select(tag => tag!.GetValue<string>()),
            // Before 3.9 it was one text.
            JsonValue text => text.GetValue<string>().Split(','),
            _ => [],
        };
        var account = new Account(answer["name"]!.GetValue<string>(), [.. tags]);
        return account.Tags.Contains(Administrator) ? account : throw new PluginException(
            PluginExit.Failed,
            $"'{account.Name}' is no administrator, and nobody else may read or write definitions: "
            + $"`rabbitmqctl set_user_tags {account.Name} {Administrator}`");
    }
}
