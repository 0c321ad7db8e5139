using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>The requests of one part, each beside its alternative.</summary>
internal sealed class Requests(Service service, PlainTable table, int connectionsMax) : IDisposable
{
    private readonly Api[] _apis = [.. Enumerable.Range(0, connectionsMax).Select(_ => new Api(service.Url))];
    private int _created;

    public Task<Paired<Load>> PingAsync(int connections, int count, CancellationToken cancellationToken) =>
        ReadAsync(connections, count, "/v1/ping", "SELECT 'pong'", cancellationToken);

    public Task<Paired<Load>> ListAsync(int connections, int count, CancellationToken cancellationToken) =>
        ReadAsync(connections, count, "/v1/jobs", "SELECT body FROM plain", cancellationToken);

    /// <summary>One after another, each durable before the next.</summary>
    public async Task<Paired<Load>> CreateAsync(JobParts parts, int count, CancellationToken cancellationToken)
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

    private Task<Paired<Load>> ReadAsync(
        int connections, int count, string path, string query, CancellationToken cancellationToken) =>
        Pairs.RunAsync(
            Pairs.Count,
            token => Load.RunAsync(connections, count, index => _apis[index].ReadAsync(path, token)),
            token => Load.RunAsync(connections, count, index => table.ReadAsync(index, query, token)),
            cancellationToken);
}
