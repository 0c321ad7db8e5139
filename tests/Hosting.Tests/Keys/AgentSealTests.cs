using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Plugins;
using Shield.Grains.Workers;
using Shield.Silo.Hosting.Keys;

namespace Shield.Silo.Hosting.Tests.Keys;

public sealed class AgentSealTests
{
    private static readonly AgentAddress Agent = AgentAddress.Parse("db1:5444")!.Value;
    private static readonly EndpointConfig Endpoint = EndpointConfig.Parse("""{"password":"tr0ub4dor&3"}""")!;

    [Fact]
    public void What_the_core_keeps_is_sealed_anew_for_the_agent_that_is_there()
    {
        using var folder = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);
        using var agent = AgentKey.Open(folder.Path);
        var seal = new AgentSeal(keys, new OneAgent(agent.Public));

        var closed = seal.SealFor(Agent, keys.Seal(Endpoint));

        Assert.Equal(Endpoint.Json, agent.Open(closed).Json);
        Assert.Throws<ShieldException>(() => keys.Open(closed));
    }

    [Fact]
    public void For_an_agent_that_is_away_nothing_is_sealed()
    {
        using var folder = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);
        using var agent = AgentKey.Open(folder.Path);
        var seal = new AgentSeal(keys, new OneAgent(agent.Public));
        var other = AgentAddress.Parse("db2:5444")!.Value;

        var refusal = Assert.Throws<ShieldException>(() => seal.SealFor(other, keys.Seal(Endpoint)));

        Assert.Equal(Reason.Unavailable, refusal.Reason);
        Assert.Contains("db2:5444 is not connected", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_core_cannot_open_is_not_sealed()
    {
        using var folder = new TempFolder();
        using var elsewhere = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);
        using var others = KeyRing.Open(elsewhere.Path);
        using var agent = AgentKey.Open(folder.Path);
        var seal = new AgentSeal(keys, new OneAgent(agent.Public));

        var refusal = Assert.Throws<ShieldException>(() => seal.SealFor(Agent, others.Seal(Endpoint)));

        // Not for another time: whoever waits for it waits in vain.
        Assert.Equal(Reason.Conflict, refusal.Reason);
        Assert.Contains("was sealed with the key", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>One agent is there.</summary>
    private sealed class OneAgent(string key) : IAgentDirectory
    {
        public bool IsComplete => true;

        public AgentFacts? Find(AgentAddress agent) =>
            agent == Agent ? new AgentFacts(5, "1.0.0", key, new AgentRun("", "")) : null;

        public IReadOnlyList<AgentAddress> ListAgents() => [Agent];

        public bool IsOver(AgentRun run) => false;
    }
}
