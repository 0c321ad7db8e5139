using Shield.Plugins.Postgres.Databases;
using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Target;

/// <summary>What a restore left that was killed, or whose server was: databases and roles that bear its mark
/// while nobody holds its lock.</summary>
internal static class LeftOvers
{
    /// <summary>The databases of dead restores.</summary>
    public static IEnumerable<string> Databases(ServerFacts facts) =>
        facts.Databases.Values.Where(d => IsLeft(facts, d.Comment)).Select(d => d.Name);

    /// <summary>The roles of dead restores.</summary>
    public static IEnumerable<string> Roles(ServerFacts facts) =>
        facts.Roles.Where(role => IsLeft(facts, role.Value)).Select(role => role.Key);

    /// <summary>Removes them.</summary>
    /// <returns>The facts as they are afterwards.</returns>
    public static async Task<ServerFacts> RemoveAsync(
        PluginCall call, Tools tools, ServerFacts facts, CancellationToken cancellationToken)
    {
        var statements = Databases(facts).Select(name => Drop.Database(name, facts.Major))
            .Concat(Roles(facts).Select(Drop.Role)).ToList();
        if (statements.Count == 0) return facts;
        foreach (var statement in statements)
        {
            call.Say(await IsDoneAsync(call, tools, facts, statement, cancellationToken)
                ? $"removed what an earlier restore left: {statement}"
                : $"warning: what an earlier restore left cannot be removed: {statement}");
        }

        return await ServerFacts.AskAsync(tools, cancellationToken);
    }

    private static async Task<bool> IsDoneAsync(
        PluginCall call, Tools tools, ServerFacts facts, string statement,
        CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Drop.Patience, call.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return (await Psql.TryAsync(tools, facts.Maintenance, statement, either.Token)).ExitCode == 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static bool IsLeft(ServerFacts facts, string? comment) =>
        RestoreId.MarkedBy(comment) is { } id && !facts.LivingRestores.Contains(id.Text);
}
