using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>The agents that are connected.</summary>
internal sealed class FakeAgents(FakeShield shield) : IAgentDirectory
{
    private const int Workers = 5;

    public AgentFacts? Find(AgentAddress agent) =>
        shield.Agents.Contains(agent)
            ? new(Workers, FakeShield.VersionOn(agent.Value), "", new("", ""))
            : null;

    public bool IsComplete => true;

    public bool IsOver(AgentRun run) => false;

    public IReadOnlyList<AgentAddress> ListAgents() => shield.Agents;
}

/// <summary>Their workers.</summary>
internal sealed class FakeWorkers(FakeShield shield) : IWorkers
{
    public IWorker Of(AgentAddress agent) => new FakeWorker(shield, agent.Value);
}

/// <summary>The worker of one of them: it has one plugin that works and one that does not.</summary>
internal sealed class FakeWorker(FakeShield shield, string agent) : IWorker
{
    public Task<IReadOnlyList<PluginReport>> ListPluginsAsync(CancellationToken cancellationToken)
    {
        if (shield.Silent == agent) throw new TimeoutException("no answer");
        var field = new PluginFieldFacts(
            "target", "pg_host", "string", "Host", "Where it is", false, null, "db1", null, []);
        IReadOnlyList<PluginReport> plugins =
        [
            new("broken", null, "it cannot say what it is"),
            new(
                "postgres",
                new("PostgreSQL", "us", FakeShield.VersionOn(agent), 2, true, false, [field]),
                ""),
        ];
        return Task.FromResult(plugins);
    }

    public Task<CheckReport> ValidateAsync(
        PluginCall call, PluginPart part, CancellationToken cancellationToken) => throw NotAsked();

    public IAsyncEnumerable<BlobPage> ListBlobsAsync(PluginCall call, CancellationToken cancellationToken) =>
        throw NotAsked();

    public IAsyncEnumerable<DownloadPiece> DownloadAsync(
        DownloadOrder order, CancellationToken cancellationToken) =>
        shield.Download.ReadAsync(order, cancellationToken);

    public Task ConfirmTakenAsync(Guid download, long bytes, CancellationToken cancellationToken)
    {
        shield.Download.Taken.Enqueue(bytes);
        return Task.CompletedTask;
    }

    public Task<CheckReport> TestStoreAsync(PluginCall call, CancellationToken cancellationToken) =>
        throw NotAsked();

    public Task StartAsync(WorkOrder order, CancellationToken cancellationToken) => throw NotAsked();

    public Task CancelAsync(TaskId task, int attempt, CancellationToken cancellationToken) =>
        throw NotAsked();

    public Task<bool> KnowsAsync(TaskId task, int attempt, CancellationToken cancellationToken) =>
        throw NotAsked();

    private static NotSupportedException NotAsked() => new("the API does not ask workers for this");
}
