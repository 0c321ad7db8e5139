namespace Shield.Benchmarks.Programs;

/// <summary>An agent as it is shipped.</summary>
/// <param name="Label">By which targets name it; nothing is there.</param>
/// <param name="Program">It.</param>
internal sealed record AgentProgram(string Label, Daemon Program) : IAsyncDisposable
{
    /// <param name="home">Its state, in this folder.</param>
    /// <param name="number">Which one it is, from 1.</param>
    /// <param name="settings">More of its environment.</param>
    public static AgentProgram Make(string home, int number, IReadOnlyDictionary<string, string> settings)
    {
        var label = $"10.0.0.{number}:5444";
        var environment = new Dictionary<string, string>(settings)
        {
            ["SHIELD_AGENT"] = label,
            ["SHIELD_SILO"] = $"127.0.2.{number}",
        };
        return new AgentProgram(label, new Daemon("shield-agent", home, environment));
    }

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
