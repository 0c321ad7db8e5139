using System.Text.Json.Nodes;
using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>What is asked of a catalog, large or small, by many clients at once.</summary>
internal sealed class GrowthRequests(GrownCatalog catalog) : IDisposable
{
    /// <summary>How many clients there are.</summary>
    public const int Clients = 50;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly Api[] _apis =
        [.. Enumerable.Range(0, Clients).Select(_ => new Api(catalog.Service.Url))];

    private int _number;

    /// <summary>What is only looked at, by name; the lists give as many rows whatever the catalog has.
    /// </summary>
    public static IReadOnlyList<(string What, Func<GrownCatalog, string> Path)> Reads { get; } =
    [
        ("`GET /v1/jobs?target=`", catalog => $"/v1/jobs?target={catalog.Ids["target"]}"),
        ("`GET /v1/jobs`, 50 from the middle", catalog =>
            $"/v1/jobs?limit=50&cursor={catalog.Ids["cursor"]}"),
        ("`GET /v1/archives?target=`, 50", catalog =>
            $"/v1/archives?limit=50&target={catalog.Ids["target"]}"),
        ("`GET /v1/archives?status=valid`, 50", _ => "/v1/archives?limit=50&status=valid"),
        ("`GET /v1/archives?after=…&before=…`, 50", _ =>
            "/v1/archives?limit=50&after=20251231&before=20251231"),
        ("`GET /v1/tasks?status=failed`, 50", _ => "/v1/tasks?limit=50&status=failed"),
        ("`GET /v1/tasks?active=t`", _ => "/v1/tasks?active=t"),
        ("`GET /v1/job/UUID`", catalog => $"/v1/job/{catalog.Ids["job"]}"),
        ("`GET /v1/archive/UUID`", catalog => $"/v1/archive/{catalog.Ids["archive"]}"),
        ("`GET /v1/task/UUID`", catalog => $"/v1/task/{catalog.Ids["task"]}"),
    ];

    public Task<Load> ReadAsync(
        Func<GrownCatalog, string> path, int count, CancellationToken cancellationToken)
    {
        var asked = path(catalog);
        return Load.RunAsync(
            Clients, count, client => _apis[client].ReadAsync(asked, cancellationToken));
    }

    public Task<Load> CreateAsync(int count, CancellationToken cancellationToken) => Load.RunAsync(
        Clients,
        count,
        client => _apis[client].CreateAsync(
            "/v1/targets",
            new
            {
                name = $"made {Interlocked.Increment(ref _number)}",
                plugin = "fs",
                endpoint = new { base_dir = "/srv" },
                agent = "127.0.0.1:5444",
            },
            cancellationToken));

    /// <summary>The answers alone are timed; what was asked for is awaited afterwards.</summary>
    public async Task<Load> RunAsync(int count, CancellationToken cancellationToken)
    {
        var load = await Load.RunAsync(Clients, count, client => _apis[client].PostAsync(
            $"/v1/job/{catalog.Jobs[client % catalog.Jobs.Count]}/run", new { }, cancellationToken));
        while (await _apis[0].ShowAsync("/v1/tasks?active=t&limit=1", cancellationToken) is JsonArray
            {
                Count: > 0,
            })
        {
            await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
        }

        return load;
    }

    /// <summary>Reads the whole list of archives.</summary>
    /// <returns>The most memory that the service had meanwhile, in MiB.</returns>
    public async Task<double> StreamAsync(CancellationToken cancellationToken)
    {
        Memory.Reset(catalog.Service.Pid);
        await _apis[0].DrainAsync("/v1/archives", cancellationToken);
        return Memory.Peak(catalog.Service.Pid) ?? 0;
    }

    public void Dispose()
    {
        foreach (var api in _apis) api.Dispose();
    }
}
