using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Shield.EndToEnd.Contract;
using Shield.EndToEnd.Kills;

namespace Shield.EndToEnd.Fuzz;

/// <summary>Ten thousand requests that somebody could send, at a service as it is shipped.</summary>
public sealed class FuzzTests : IClassFixture<DescribedService>
{
    private const int Batches = 20;
    private const int BrokenInBatch = 330, HostileInBatch = 90, BentInBatch = 80;

    /// <summary>How many are under way at once.</summary>
    private const int AtOnce = 4;

    /// <summary>By how much the memory of the process may differ between the middle and the end, in MiB.
    /// </summary>
    /// <remarks>A collector for servers gives back what it no longer needs when it likes, and bodies of a
    /// mebibyte come by the dozen. Whatever is kept of each request shows beyond that: 5,000 times the 16 KiB
    /// that a request and its answer take at least.</remarks>
    private const double GrowthMax = 80;

    private readonly DescribedService _one;
    private readonly BrokenRequests _broken;
    private readonly BentRequests _bent;
    private readonly HostileRequests _hostile;
    private readonly ITestOutputHelper _output;
    private readonly ConcurrentDictionary<int, int> _statuses = new();

    public FuzzTests(DescribedService one, ITestOutputHelper output)
    {
        (_one, _output) = (one, output);
        var seed = Moments.Seed;
        output.WriteLine($"SHIELD_TEST_SEED={seed}");
        var samples = new Samples(one.Document, new Random(seed));
        var requests = new ValidRequests(samples, one.Furniture);
        _broken = new BrokenRequests(one.Document, samples, requests, one.Furniture);
        _bent = new BentRequests(one.Document, samples, requests, one.Furniture);
        _hostile = new HostileRequests(one.Document, samples);
    }

    [Fact]
    public async Task No_request_makes_a_mistake_of_ours_hangs_or_changes_anything_when_it_is_refused()
    {
        var memory = new List<double>();
        for (var batch = 1; batch <= Batches; batch++)
        {
            await RefuseAsync();
            await PutUpWithAsync();
            if (batch % (Batches / 2) == 0) memory.Add(MemoryMiB());
        }

        _output.WriteLine($"memory: {string.Join(", ", memory.Select(mib => $"{mib:0} MiB"))}");
        _output.WriteLine(string.Join(", ", _statuses.OrderBy(one => one.Key)));
        Assert.Empty(((int[])[200, 400, 401, 404, 405, 412, 413]).Except(_statuses.Keys));
        Assert.True(memory[1] - memory[0] < GrowthMax, "the memory of the process grows");
        var log = _one.Service.Log();
        Assert.DoesNotContain("\"EventId\":5001", log, StringComparison.Ordinal);
    }

    /// <summary>Sends what must be refused, and looks whether everything is still as it was.</summary>
    private async Task RefuseAsync()
    {
        var broken = new List<(ApiOperation? Operation, ApiRequest Request)>();
        for (var i = 0; i < BrokenInBatch; i++) broken.Add(await _broken.NextAsync());
        for (var i = 0; i < HostileInBatch; i++) broken.Add((null, _hostile.Next()));

        var before = await StateAsync();
        await SendAsync(broken, (operation, answer) => (operation, answer.Status) switch
        {
            (not null, >= 400) => _one.Document.FaultOf(operation, answer),
            (not null, _) => $"is not refused: {answer}",
            (null, >= 400) => FaultOfHostile(answer),
            _ => null,
        });
        Assert.Equal(before, await StateAsync());
    }

    /// <summary>Sends what may be right, and takes away what it has made.</summary>
    private async Task PutUpWithAsync()
    {
        var bent = new List<(ApiOperation? Operation, ApiRequest Request)>();
        for (var i = 0; i < BentInBatch; i++) bent.Add(await _bent.NextAsync());
        var made = new List<string>();
        await SendAsync(bent, (operation, answer) =>
        {
            var isMade = operation!.Method == "POST" && answer.Status == 200
                && !operation.Route.Contains('{', StringComparison.Ordinal);
            if (isMade) lock (made) made.Add($"{Noun(operation)}/{JsonNode.Parse(answer.Text)!["uuid"]}");
            return _one.Document.FaultOf(operation, answer);
        });
        foreach (var thing in made.OrderBy(thing => !thing.StartsWith("/v1/job/", StringComparison.Ordinal)))
        {
            var answer = await _one.Caller.SendAsync(new ApiRequest("DELETE", thing));
            Assert.True(answer.Status == 200, $"DELETE {thing}: {answer}");
        }
    }

    /// <summary>/v1/job for /v1/jobs, and /v1/retention for itself.</summary>
    private static string Noun(ApiOperation operation) =>
        operation.Route.EndsWith('s') ? operation.Route[..^1] : operation.Route;

    private async Task SendAsync(
        List<(ApiOperation? Operation, ApiRequest Request)> all,
        Func<ApiOperation?, ApiAnswer, string?> check)
    {
        var faults = new List<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(all, options, async (one, _) =>
        {
            var answer = await _one.Caller.SendAsync(one.Request);
            _statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
            var fault = answer.Status >= 500 ? $"{answer}" : check(one.Operation, answer);
            if (fault is not null) lock (faults) faults.Add($"{one.Request}: {fault}");
        });
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>What is not understood as HTTP the server refuses before anything of ours sees it, with a
    /// bare status.</summary>
    private string? FaultOfHostile(ApiAnswer answer)
    {
        var isBare = answer.Status is 400 or 414 or 431 && answer.Text.Length == 0;
        return isBare ? null : _one.Document.FaultOfProblem(answer);
    }

    /// <summary>All that there is, but for when tokens were last used.</summary>
    private async Task<string> StateAsync()
    {
        string[] lists =
        [
            "targets", "stores", "schedules", "retention", "jobs", "archives", "tasks?log=full", "tokens",
        ];
        var state = new JsonObject();
        foreach (var list in lists)
        {
            var rows = JsonNode.Parse((await _one.Caller.GetAsync($"/v1/{list}")).Text)!;
            foreach (var row in rows.AsArray()) row!.AsObject().Remove("last_used_at");
            state[list] = rows;
        }

        return state.ToJsonString();
    }

    private double MemoryMiB()
    {
        var line = File.ReadLines($"/proc/{_one.Service.Child.Pid}/status")
            .Single(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }
}
