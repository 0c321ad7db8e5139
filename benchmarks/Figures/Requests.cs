using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>The requests of one part, each beside its alternative.</summary>
internal sealed class Requests(Service service, PlainTable table, int connectionsMax) : IDisposable
{
    private readonly Api[] _apis = [.. Enumerable.Range(0, connectionsMax).Select(_ => new Api(service.Url))];
    private int _created;

    /// <summary>What HTTP alone takes; there is no other way to do nothing.</summary>
    public async Task<IReadOnlyList<Load>> PingAsync(
        int connections, int count, CancellationToken cancellationToken)
    {
        var loads = new List<Load>();
        for (var turn = 0; turn <= Pairs.Count; turn++)
        {
            loads.Add(await Load.RunAsync(
                connections, count, index => _apis[index].ReadAsync("/v1/ping", cancellationToken)));
        }

        // The first was to warm up.
        return loads[1..];
    }

    /// <summary>All jobs, beside their JSON out of the plain table.</summary>
    public Task<Paired<Load>> ListAsync(int connections, int count, CancellationToken cancellationToken) =>
        Pairs.RunAsync(
            Pairs.Count,
            token => Load.RunAsync(connections, count, index => _apis[index].ReadAsync("/v1/jobs", token)),
            token => Load.RunAsync(connections, count, index => table.ReadAsync(index, token)),
            cancellationToken);

    /// <summary>One after another, each durable before the next.</summary>
    public async Task<Paired<Load>> CreateAsync(
        JobParts parts, int count, CancellationToken cancellationToken)
    {
        var first = await _apis[0].ShowAsync("/v1/jobs?limit=1", cancellationToken);
        var body = first[0]!.ToJsonString();
        return await Pairs.RunAsync(
            Pairs.Count,
            token => Load.RunAsync(1, count, _ =>
                parts.CreateJobAsync(_apis[0], $"made {++_created:D5}", token)),
            token => Load.RunAsync(1, count, _ => table.InsertAsync(body, token)),
            cancellationToken);
    }

    public void Dispose()
    {
        foreach (var api in _apis) api.Dispose();
    }
}
