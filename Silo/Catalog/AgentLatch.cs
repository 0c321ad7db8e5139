using Shield.Domain.Agents;
using Shield.Grains.Workers;

namespace Shield.Silo.Catalog;

/// <summary>By a lock in the database that ends with its connection.</summary>
internal sealed class AgentLatch(CatalogDatabase database) : IAgentLatch
{
    public Task<IAsyncDisposable> EnterAsync(AgentAddress agent, CancellationToken cancellationToken) =>
        database.LockAsync($"agent {agent}", cancellationToken);
}
