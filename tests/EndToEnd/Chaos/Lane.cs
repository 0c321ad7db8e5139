using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Chaos;

/// <summary>One file on one agent, its job, and all archives that were taken of it.</summary>
internal sealed class Lane
{
    private const int MegaBytes = 1024 * 1024;
    private readonly Dictionary<string, string> _digests = [];
    private readonly string _file;
    private string _digest = "";

    private Lane(AgentProgram agent, string file) => (Agent, _file) = (agent, file);

    public AgentProgram Agent { get; }

    public string Job { get; private set; } = "";

    /// <summary>Where two attempts that lived at once would have written it down.</summary>
    public string Violations => File.Exists(_file + ".twice") ? File.ReadAllText(_file + ".twice") : "";

    /// <summary>The task under way, and whether it is a restore, and of which archive.</summary>
    public string Task { get; private set; } = "";

    public string? Restored { get; private set; }

    public bool HasArchives => _digests.Count > 0;

    /// <param name="api">Where it is made.</param>
    /// <param name="agent">Where its file is.</param>
    /// <param name="folder">Where that is kept.</param>
    /// <param name="store">Where archives go.</param>
    /// <param name="pause">How many seconds its plugin rests after every 4 MiB.</param>
    public static async Task<Lane> MakeAsync(
        ServiceApi api, AgentProgram agent, string folder, string store, double pause = 0.1)
    {
        var lane = new Lane(agent, Path.Combine(Directory.CreateDirectory(folder).FullName, "file"));
        var name = Path.GetFileName(folder);
        lane.Job = await api.CreateAsync("/v1/jobs", new
        {
            name,
            paused = false,
            target = await api.CreateAsync("/v1/targets", new
            {
                name,
                plugin = "witness",
                agent = agent.Label,
                endpoint = new { path = lane._file, pause },
            }),
            store = await api.CreateAsync(
                "/v1/stores", new { name, plugin = "fs", endpoint = new { base_dir = store } }),
            schedule = await api.CreateAsync("/v1/schedules", new { name, when = "0 0 30 2 *" }),
            retention = await api.CreateAsync("/v1/retention", new { name, expires = 30 * 24 * 3600 }),
        });
        return lane;
    }

    /// <summary>Fills the file anew and asks for its backup.</summary>
    public async Task BackUpAsync(ServiceApi api, Random random, int megaBytes)
    {
        var bytes = new byte[MegaBytes];
        await using (var file = new FileStream(_file, FileMode.Create))
        {
            for (var i = 0; i < megaBytes; i++)
            {
                random.NextBytes(bytes);
                await file.WriteAsync(bytes);
            }
        }

        _digest = Digest();
        (Restored, Task) = (null, await api.RunAsync(Job));
    }

    /// <summary>Asks for a restore of one of its archives.</summary>
    public async Task RestoreAsync(ServiceApi api, Random random)
    {
        Restored = _digests.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(_digests.Count));
        Task = await api.RestoreAsync(Restored);
    }

    /// <summary>Asks for the same restore again.</summary>
    public async Task RestoreAgainAsync(ServiceApi api) => Task = await api.RestoreAsync(Restored!);

    /// <summary>Checks what a task that is done has done.</summary>
    public void Check(JsonNode task)
    {
        if (Restored is not null)
        {
            Assert.Equal(_digests[Restored], Digest());
            return;
        }

        _digests[ServiceApi.Text(task, "archive_uuid")] = _digest;
    }

    private string Digest()
    {
        using var file = File.OpenRead(_file);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
