using Shield.Benchmarks.Harness;

namespace Shield.Benchmarks.Programs;

/// <summary>Fills a catalog through the API, over several connections.</summary>
internal static class ManyJobs
{
    private const int Connections = 4;

    /// <summary>Makes jobs of the same parts, from one number to another.</summary>
    public static async Task CreateAsync(
        Service service, JobParts parts, int from, int to, CancellationToken cancellationToken)
    {
        var next = from;
        async Task WorkAsync()
        {
            using var api = new Api(service.Url);
            for (int number; (number = Interlocked.Increment(ref next) - 1) < to;)
                await parts.CreateJobAsync(api, $"job {number:D5}", cancellationToken);
        }

        var elapsed = await Timed.RunAsync(() => Task.WhenAll(
            Enumerable.Range(0, Connections).Select(_ => WorkAsync())));
        if (to > from)
            Workshop.Say($"{to - from} jobs made, {(to - from) / elapsed.TotalSeconds:F0} a second");
    }
}
