using System.Text.Json;
using Shield.Benchmarks.Harness;

namespace Shield.Benchmarks.Programs;

/// <summary>A target and a store, and the two ways from one to the other: through the service, and through a
/// pipe of the shell between the same two plugins.</summary>
/// <param name="Plugin">The target's.</param>
/// <param name="Endpoint">The target's.</param>
/// <param name="Blobs">The folder of an <c>fs</c> store.</param>
internal sealed record Route(string Plugin, object Endpoint, string Blobs)
{
    private const string StorePlugin = "fs";

    /// <summary>Makes a job of it.</summary>
    /// <returns>The job's UUID.</returns>
    public async Task<string> CreateJobAsync(Api api, CancellationToken cancellationToken)
    {
        var parts = new JobParts(
            await api.CreateTargetAsync(Plugin, Endpoint, cancellationToken),
            await api.CreateStoreAsync(StorePlugin, Store, cancellationToken),
            await api.CreateAsync(
                "/v1/schedules", new { name = "nightly", when = "daily 4am" }, cancellationToken),
            await api.CreateAsync(
                "/v1/retention", new { name = "month", expires = 30 * 24 * 3600 }, cancellationToken));
        return await parts.CreateJobAsync(api, "measured", cancellationToken);
    }

    /// <summary>Backs up by a pipe.</summary>
    /// <returns>What the store answered.</returns>
    public Task<string> BackUpAsync(CancellationToken cancellationToken) => Shell.RunAsync(
        """
        "$TARGET" backup -e "$FROM" | "$STORE" store -e "$INTO"
        """,
        Variables(Endpoint, ""),
        cancellationToken);

    /// <summary>Restores by a pipe, into another endpoint of the same plugin.</summary>
    public Task<string> RestoreAsync(object into, string key, CancellationToken cancellationToken) =>
        Shell.RunAsync(
            """
            "$STORE" retrieve -e "$INTO" -k "$KEY" | "$TARGET" restore -e "$FROM"
            """,
            Variables(into, key),
            cancellationToken);

    /// <summary>Removes what has been stored, and waits until all is on the disk.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken)
    {
        Workshop.Empty(Blobs);
        return Shell.SyncAsync(Blobs, cancellationToken);
    }

    private object Store => new { base_dir = Blobs };

    private Dictionary<string, string> Variables(object target, string key) => new()
    {
        ["TARGET"] = Workshop.Built($"plugins/{Plugin}"),
        ["STORE"] = Workshop.Built($"plugins/{StorePlugin}"),
        ["FROM"] = JsonSerializer.Serialize(target),
        ["INTO"] = JsonSerializer.Serialize(Store),
        ["KEY"] = key,
    };
}

/// <summary>The UUIDs of what a job consists of.</summary>
internal sealed record JobParts(string Target, string Store, string Schedule, string Retention)
{
    public static async Task<JobParts> OfAsync(Api api, string job, CancellationToken cancellationToken)
    {
        var row = await api.ShowAsync($"/v1/job/{job}", cancellationToken);
        string Uuid(string what) => row[$"{what}_uuid"]!.GetValue<string>();
        return new JobParts(Uuid("target"), Uuid("store"), Uuid("schedule"), Uuid("retention"));
    }

    /// <summary>Whether its jobs are paused, so that no schedule disturbs a measurement.</summary>
    public bool Paused { get; init; } = true;

    /// <summary>Makes a job of these parts.</summary>
    public Task<string> CreateJobAsync(Api api, string name, CancellationToken cancellationToken) =>
        api.CreateAsync(
            "/v1/jobs",
            new
            {
                name,
                paused = Paused,
                target = Target,
                store = Store,
                schedule = Schedule,
                retention = Retention,
            },
            cancellationToken);
}
