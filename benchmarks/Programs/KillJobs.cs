namespace Shield.Benchmarks.Programs;

/// <summary>The jobs of a cluster of which something is killed.</summary>
/// <param name="Ticking">On the first agent: its task runs on.</param>
/// <param name="Short">On the last agent: a job whose tasks end at once.</param>
internal sealed record KillJobs(TickingJob Ticking, string Short)
{
    /// <param name="cluster">Where.</param>
    /// <param name="folder">For their files.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<KillJobs> CreateAsync(
        Cluster cluster, string folder, CancellationToken cancellationToken)
    {
        var tree = Directory.CreateDirectory(Path.Combine(folder, "tree")).FullName;
        await File.WriteAllTextAsync(Path.Combine(tree, "file"), "tiny", cancellationToken);
        var blobs = Directory.CreateDirectory(Path.Combine(folder, "blobs")).FullName;
        var api = cluster.Cores[0].Api;
        var parts = await SharedParts.CreateAsync(api, blobs, cancellationToken);
        return new KillJobs(
            await TickingJob.CreateAsync(
                api, parts, cluster.Agents[0], Path.Combine(folder, "end"), cancellationToken),
            await parts.CreateJobAsync(
                api, "fs", new { base_dir = tree }, cluster.Agents[^1], cancellationToken));
    }
}
