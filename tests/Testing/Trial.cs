using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Grains.Archives;
using Shield.Grains.Tasks;

namespace Shield.Testing;

/// <summary>A place of its own for one test in a service that several share: a job, a store folder, and a
/// secret that both endpoints hold and nobody may see.</summary>
public sealed class Trial
{
    public Trial(ShieldCluster shield)
    {
        Shield = shield;
        Canary = $"canary-{Guid.NewGuid():n}";
        Folder = Directory
            .CreateDirectory(Path.Combine(shield.Folder, "trials", $"{Guid.NewGuid():n}")).FullName;
        StoreFolder = Directory.CreateDirectory(Path.Combine(Folder, "store")).FullName;
    }

    public ShieldCluster Shield { get; }

    /// <summary>The password in both endpoints.</summary>
    public string Canary { get; }

    public string Folder { get; }

    public string StoreFolder { get; }

    public JobId Job { get; private set; }

    /// <summary>That of its job.</summary>
    public int Priority { get; init; } = 50;

    /// <summary>Every whole blob in the store; a plugin that was killed leaves an unfinished one.</summary>
    public IReadOnlyList<string> Blobs =>
    [
        .. Directory.EnumerateFiles(StoreFolder, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith(".partial-", StringComparison.Ordinal)),
    ];

    public string File(string name) => Path.Combine(Folder, name);

    /// <summary>Fields of a dummy plugin as JSON; @ stands for this trial's folder.</summary>
    public JsonObject Fields(string json)
    {
        var fields = JsonNode.Parse(json.Replace("@", Folder, StringComparison.Ordinal))!.AsObject();
        fields["password"] = Canary;
        return fields;
    }

    public async Task CreateJobAsync(
        string target, string store = "{}", string targetPlugin = "dummy", string storePlugin = "dummy")
    {
        var storeFields = Fields(store);
        storeFields["dir"] = StoreFolder;
        Job = await Shield.CreateJobAsync(Fields(target), storeFields, targetPlugin, storePlugin, Priority);
    }

    public Task<TaskId> StartAsync() => Shield.StartJobAsync(Job);

    /// <summary>Makes the job and runs it to its end.</summary>
    public async Task<TaskRow> RunAsync(
        string target, string store = "{}", string targetPlugin = "dummy", string storePlugin = "dummy")
    {
        await CreateJobAsync(target, store, targetPlugin, storePlugin);
        return await Shield.RunJobAsync(Job);
    }

    /// <summary>Makes a backup that must succeed.</summary>
    public async Task<ArchiveRow> BackUpAsync(
        string target, string plugin = "dummy", string storePlugin = "dummy")
    {
        var task = await RunAsync(target, "{}", plugin, storePlugin);
        if (task.Status is not TaskPhase.Done) throw new InvalidOperationException(task.Log);
        return (await ArchivesAsync()).Single();
    }

    /// <summary>Restores into its own target, unless another one is named.</summary>
    public async Task<TaskRow> RestoreAsync(ArchiveRow archive, TargetId? target = null) =>
        await Shield.EndOfAsync(await StartRestoreAsync(archive, target));

    public async Task<TaskId> StartRestoreAsync(ArchiveRow archive, TargetId? target = null)
    {
        var task = new TaskId(Guid.NewGuid());
        await Shield.Grains.GetGrain<IArchiveGrain>(archive.Uuid.Value)
            .RestoreAsync(task, target, "tests", CancellationToken.None);
        return task;
    }

    public Task CancelAsync(TaskId task) =>
        Shield.Grains.GetGrain<ITaskGrain>(task.Value).CancelAsync(CancellationToken.None);

    public Task DeleteAsync(ArchiveRow archive) => Shield.Grains.GetGrain<IArchiveGrain>(archive.Uuid.Value)
        .DeleteAsync("tests want it gone", EditCondition.None, CancellationToken.None);

    /// <summary>The newest task that removes an archive's blob, once it has ended.</summary>
    public async Task<TaskRow> PurgeOfAsync(ArchiveRow archive) => await Shield.EndOfAsync(
        (await Shield.ListTasksAsync())
            .First(task => task.Op is TaskKind.Purge && task.Archive == archive.Uuid).Uuid);

    public async Task<IReadOnlyList<ArchiveRow>> ArchivesAsync() =>
        [.. (await Shield.ListArchivesAsync()).Where(archive => archive.Job == Job)];

    public async Task<ArchiveRow> ArchiveAsync(ArchiveId id) =>
        (await Shield.Catalog.FindArchiveAsync(id, CancellationToken.None))!;

    /// <summary>Waits until a plugin has made a file.</summary>
    public Task UntilThereAsync(string name) => ShieldCluster.UntilAsync(
        () => System.IO.File.Exists(File(name)), () => $"{name} has not been made");

    /// <summary>Waits until the store is empty; what a plugin could not remove itself, a task of ours does.
    /// </summary>
    public Task UntilNoBlobAsync() => ShieldCluster.UntilAsync(
        () => Blobs.Count == 0, () => $"still in the store: {string.Join(", ", Blobs)}");

    /// <summary>The service's files that hold the secret, endpoint files in memory included.</summary>
    public IReadOnlyList<string> FilesThatTell()
    {
        // Other tests make and remove folders meanwhile: what vanishes below a root is passed over.
        var all = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.None,
        };
        var secret = Encoding.ASCII.GetBytes(Canary);
        return
        [
            .. Directory.EnumerateFiles(Shield.Folder, "*", all)
                .Concat(Directory.EnumerateFiles("/dev/shm", "*", all))
                .Where(file => Holds(file, secret)),
        ];
    }

    public static string Digest(string file) =>
        Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(file)));

    private static bool Holds(string file, byte[] secret)
    {
        try
        {
            return System.IO.File.ReadAllBytes(file).AsSpan().IndexOf(secret) >= 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
