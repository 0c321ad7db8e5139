namespace Shield.Benchmarks.Programs;

/// <summary>What many jobs share: an <c>fs</c> store, a schedule that is never due, a retention.</summary>
internal sealed record SharedParts(string Store, string Schedule, string Retention)
{
    public static async Task<SharedParts> CreateAsync(
        Api api, string blobs, CancellationToken cancellationToken) => new(
        await api.CreateStoreAsync("fs", new { base_dir = blobs }, cancellationToken),
        await api.CreateAsync(
            "/v1/schedules", new { name = "never", when = "0 0 30 2 *" }, cancellationToken),
        await api.CreateAsync("/v1/retention", new { name = "day", expires = 24 * 3600 }, cancellationToken));

    /// <summary>Makes a job with a target of its own.</summary>
    public async Task<string> CreateJobAsync(
        Api api, string plugin, object endpoint, AgentProgram agent, CancellationToken cancellationToken)
    {
        var target = await api.CreateTargetAsync(plugin, endpoint, agent.Label, cancellationToken);
        var parts = new JobParts(target, Store, Schedule, Retention);
        return await parts.CreateJobAsync(api, $"{plugin} on {agent.Label}", cancellationToken);
    }
}
