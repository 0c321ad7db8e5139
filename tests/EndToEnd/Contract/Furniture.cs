using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Contract;

/// <summary>Things that belong together, by their UUIDs.</summary>
internal sealed record Chain(string Target, string Store, string Schedule, string Retention, string Job);

/// <summary>What there must be in a service so that requests can be about something.</summary>
internal sealed partial class Furniture
{
    private const string Agent = "127.0.0.1:5444";

    private readonly Service _service;
    private readonly ApiCaller _caller;
    private readonly Patient _patient;

    private Furniture(Service service, ApiCaller caller, Patient patient) =>
        (_service, _caller, _patient) = (service, caller, patient);

    /// <summary>What requests may edit.</summary>
    public required Chain Shared { get; init; }

    /// <summary>What stays as it is, so that it can always be backed up.</summary>
    public required Chain Kept { get; init; }

    public string Archive { get; private set; } = "";

    public string Task { get; private set; } = "";

    public static async Task<(ApiCaller Caller, Furniture Furniture)> MakeAsync(Service service)
    {
        var patient = await Patient.MakeAsync(service);
        var caller = await ApiCaller.OfAdminAsync(service);
        var furniture = new Furniture(service, caller, patient)
        {
            Shared = await MakeChainAsync(service, caller, "shared"),
            Kept = await MakeChainAsync(service, caller, "kept"),
        };
        (furniture.Archive, furniture.Task) = await furniture.MakeArchiveAsync();
        return (caller, furniture);
    }

    /// <summary>The UUID that belongs into a path; a new thing where it is about to be gone.</summary>
    public async Task<string> ThingForAsync(ApiOperation about) => (about.Method, Noun(about)) switch
    {
        ("DELETE", "target") => await MakeTargetAsync(_service, _caller, "short-lived"),
        ("DELETE", "store") => await MakeStoreAsync(_service, _caller, "short-lived"),
        ("DELETE", "schedule") => await MakeScheduleAsync(_caller, "short-lived"),
        ("DELETE", "retention") => await MakeRetentionAsync(_caller, "short-lived"),
        ("DELETE", "job") => (await MakeChainAsync(_service, _caller, "short-lived")).Job,
        ("DELETE", "archive") => (await MakeArchiveAsync()).Archive,
        ("DELETE", "task") => await RunPatientlyAsync(),
        ("DELETE", "token") => await CreateAsync(_caller, "/v1/tokens", new { name = "x", role = "viewer" }),
        (_, "target") => Shared.Target,
        (_, "store") => Shared.Store,
        (_, "schedule") => Shared.Schedule,
        (_, "retention") => Shared.Retention,
        (_, "job") => Shared.Job,
        (_, "archive") => Archive,
        (_, "task") => Task,
        _ => throw new NotSupportedException($"{about} is about something unknown"),
    };

    /// <summary>A path to a thing that no request may end.</summary>
    public string PathThatStays(ApiOperation about) => about.Route
        .Replace("{address}", Agent, StringComparison.Ordinal)
        .Replace("{name}", "fs", StringComparison.Ordinal)
        .Replace("{uuid}", Noun(about) switch
        {
            "job" => Shared.Job,
            "archive" => Archive,
            "task" => Task,
            "target" => Shared.Target,
            "store" => Shared.Store,
            "schedule" => Shared.Schedule,
            "retention" => Shared.Retention,

            // There is none but the one that all requests come with.
            _ => Guid.Empty.ToString(),
        }, StringComparison.Ordinal);

    /// <summary>What a field that names a thing may say.</summary>
    public string? ThingCalled(string field) => field switch
    {
        "target" => Kept.Target,
        "store" => Kept.Store,
        "schedule" => Kept.Schedule,
        "retention" => Kept.Retention,
        "address" => Agent,
        "name" => "fs",
        _ => null,
    };

    /// <summary>A cursor into a list; null where the list is too short to have one.</summary>
    public async Task<string?> CursorAsync(string route)
    {
        var answer = await _caller.GetAsync($"{route}?limit=1");
        if (!answer.Headers.TryGetValues("Link", out var links)) return null;
        return Cursor().Match(links.Single()).Groups["cursor"].Value;
    }

    /// <summary>The ETag of what is at this address; null where there is none.</summary>
    public async Task<string?> ETagAsync(string address) =>
        (await _caller.GetAsync(address)).Headers.ETag?.ToString();

    /// <summary>Until no task waits or runs.</summary>
    public async Task RestAsync()
    {
        _patient.LetGo();
        var active = "";
        await Poll.UntilAsync(
            async () => (active = (await _caller.GetAsync("/v1/tasks?active=t")).Text) == "[]",
            () => "these tasks do not end: " + active);
    }

    private static string Noun(ApiOperation operation) =>
        operation.Route.Split('/').ElementAtOrDefault(2) ?? "";

    private async Task<(string Archive, string Task)> MakeArchiveAsync()
    {
        var task = await RunAsync(Kept.Job);
        await RestAsync();
        var ended = JsonNode.Parse((await _caller.GetAsync($"/v1/task/{task}")).Text)!;
        Assert.True(ServiceApi.Text(ended, "status") == "done", $"{ended}");
        return (ServiceApi.Text(ended, "archive_uuid"), task);
    }

    private async Task<string> RunPatientlyAsync()
    {
        _patient.Hold();
        return await RunAsync(_patient.Job);
    }

    private async Task<string> RunAsync(string job)
    {
        var answer = await _caller.SendAsync(new ApiRequest("POST", $"/v1/job/{job}/run"));
        return ServiceApi.Text(JsonNode.Parse(answer.Text)!, "task_uuid");
    }

    private static async Task<Chain> MakeChainAsync(Service service, ApiCaller caller, string name)
    {
        var (target, store) = (
            await MakeTargetAsync(service, caller, name), await MakeStoreAsync(service, caller, name));
        var (schedule, retention) = (
            await MakeScheduleAsync(caller, name), await MakeRetentionAsync(caller, name));
        var job = await CreateAsync(
            caller, "/v1/jobs", new { name, target, store, schedule, retention, paused = false });
        return new Chain(target, store, schedule, retention, job);
    }

    private static async Task<string> MakeTargetAsync(Service service, ApiCaller caller, string name)
    {
        var folder = service.MakeFolder($"{name}-data");
        await File.WriteAllTextAsync(Path.Combine(folder, "file"), "data\n");
        var endpoint = new { base_dir = folder };
        return await CreateAsync(
            caller, "/v1/targets", new { name, plugin = "fs", agent = Agent, endpoint });
    }

    private static Task<string> MakeStoreAsync(Service service, ApiCaller caller, string name) => CreateAsync(
        caller,
        "/v1/stores",
        new { name, plugin = "fs", endpoint = new { base_dir = service.MakeFolder($"{name}-blobs") } });

    private static Task<string> MakeScheduleAsync(ApiCaller caller, string name) =>
        CreateAsync(caller, "/v1/schedules", new { name, when = "daily 4am" });

    private static Task<string> MakeRetentionAsync(ApiCaller caller, string name) =>
        CreateAsync(caller, "/v1/retention", new { name, expires = 30 * 24 * 3600 });

    private static async Task<string> CreateAsync(ApiCaller caller, string path, object body)
    {
        var answer = await caller.SendAsync(
            new ApiRequest("POST", path) { Body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)) });
        Assert.True(answer.Status == 200, $"POST {path}: {answer}");
        return ServiceApi.Id(JsonNode.Parse(answer.Text)!);
    }

    [GeneratedRegex(@"cursor=(?<cursor>[^&>]+)")]
    private static partial Regex Cursor();
}
