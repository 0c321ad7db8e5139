using System.Globalization;
using System.Text.Json.Nodes;
using Shield.EndToEnd.Programs;
using Shield.Servers;

namespace Shield.EndToEnd.Kills;

/// <summary>A service with two jobs that is killed again and again.</summary>
internal sealed class KillTrial
{
    /// <summary>One backup more than the kills that a task can meet.</summary>
    private const int AttemptsMax = 3;

    private const int Writers = 4;

    private const string RoundFile = "round";

    private readonly Service _service;
    private readonly Ledger _ledger = new();
    private readonly string _photos;
    private readonly string _notes;
    private readonly string _blobs;
    private TimeSpan _startTime = TimeSpan.FromSeconds(1);
    private string _photosJob = "";
    private string _notesJob = "";

    private KillTrial(Service service)
    {
        _service = service;
        _photos = service.MakeFolder("photos");
        _notes = service.MakeFolder("notes");
        _blobs = service.MakeFolder("blobs");
    }

    public int CountOfTasks => _ledger.Tasks.Count;

    public int CountOfThings => _ledger.Things.Count;

    /// <param name="service">It runs; whoever started it ends it.</param>
    /// <param name="random">Makes what the files hold.</param>
    public static async Task<KillTrial> PrepareAsync(Service service, Random random)
    {
        var trial = new KillTrial(service);
        await Photos.MakeAsync(trial._photos, random);
        await File.WriteAllTextAsync(Path.Combine(trial._notes, "note"), "milk, bread\n");
        File.CreateSymbolicLink(Path.Combine(trial._notes, "link"), "note");
        var store = new { base_dir = trial._blobs };
        var api = trial._service.Api;
        trial._photosJob = await api.CreateJobAsync("photos", "fs", new { base_dir = trial._photos }, store);
        trial._notesJob = await api.CreateJobAsync("notes", "fs", new { base_dir = trial._notes }, store);
        return trial;
    }

    /// <summary>How long a backup takes when nobody disturbs it, from the promise to the end.</summary>
    public async Task<TimeSpan> MeasureAsync()
    {
        // The first one also starts what a service starts only once.
        await _service.Api.EndOfAsync(await RunPhotosAsync(round: 0));
        var start = TimeProvider.System.GetTimestamp();
        await _service.Api.EndOfAsync(await RunPhotosAsync(round: 0));
        return TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>Writes and backs up, and kills the service on the way.</summary>
    /// <param name="round">Its number; the files say it.</param>
    /// <param name="moment">How long after the promise it is killed.</param>
    /// <param name="isQueued">Whether a second backup of the same target waits meanwhile.</param>
    public Task KillAsync(int round, TimeSpan moment, bool isQueued) =>
        KillAsync(_service.Child.KillAsync, round, moment, isQueued);

    /// <summary>The same, but it is something else that is killed.</summary>
    public async Task KillAsync(Func<Task> kill, int round, TimeSpan moment, bool isQueued)
    {
        var writing = Enumerable.Range(0, Writers)
            .Select(_ => new Writer(_service.Api, _ledger, round).WriteForEverAsync())
            .Append(new Writer(_service.Api, _ledger, round).RunAsync(_notesJob)).ToArray();
        await RunPhotosAsync(round);
        if (isQueued) await RunPhotosAsync(round);
        // Not a wait for something to be ready: the moment is what is tried.
        await Task.Delay(moment, TimeProvider.System);
        await kill();
        await Task.WhenAll(writing);
    }

    /// <summary>Starts the service, and kills it before it is ready.</summary>
    /// <param name="part">How far it gets, from 0 to 1.</param>
    public Task KillStartingAsync(double part) => _service.StartAndKillAsync(_startTime * part);

    public async Task StartAgainAsync() => _startTime = await _service.StartAsync();

    /// <summary>Everything that must be so once the service is at rest; answers the last round's tasks in
    /// words.</summary>
    public async Task<string> CheckAsync(int round)
    {
        var tasks = await _service.Api.AtRestAsync();
        var archives = await _service.Api.ListAsync("/v1/archives");
        CheckTasks(tasks);
        CheckStore(tasks, archives);
        foreach (var path in _ledger.Things.TakeLast(200)) await _service.Api.GetAsync(path);
        Assert.True(Directory.Exists(_service.EndpointFolder));
        await Remains.AssertNoneAsync(_service, tasks.Select(ServiceApi.Id));
        if (!TestDatabases.AreOnServer)
        {
            Assert.Equal("ok\n", await Tools.OutputOfAsync(
                "sqlite3", _service.CatalogFile, "PRAGMA integrity_check"));
        }

        return string.Join(
            ", ", tasks.Where(task => _ledger.RoundOf(ServiceApi.Id(task)) == round).Select(InWords));
    }

    /// <summary>Restores the newest archive of the photos and compares.</summary>
    public async Task RestoreLastAsync()
    {
        var archives = await _service.Api.ListAsync("/v1/archives");
        await RestoreAsync(archives.First(IsOfPhotos), "last");
    }

    /// <summary>Every promise of the whole trial, and every archive restored and compared.</summary>
    public async Task<int> CheckAllAsync(int lanes)
    {
        foreach (var path in _ledger.Things) await _service.Api.GetAsync(path);
        Assert.Equal("done", ServiceApi.Text(
            await _service.Api.EndOfAsync(await RunPhotosAsync(round: 0)), "status"));
        var archives = await _service.Api.ListAsync("/v1/archives");
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(async lane =>
        {
            for (var i = lane; i < archives.Count; i += lanes)
            {
                await RestoreAsync(archives[i], $"lane-{lane}");
            }
        }));
        await CheckCatalogAsync();
        // A .NET runtime that is killed leaves the sockets of its debugger; nothing of ours may lie there.
        Assert.All(
            Directory.GetFileSystemEntries(_service.MakeFolder("tmp")).Select(Path.GetFileName),
            name => Assert.Matches("^(clr-debug-pipe|dotnet-diagnostic)-", name));
        return archives.Count;
    }

    /// <summary>The tables say what has been saved: made anew from that, they say the same.</summary>
    private async Task CheckCatalogAsync()
    {
        string[] lists = ["/v1/tasks", "/v1/archives", "/v1/jobs", "/v1/targets", "/v1/schedules"];
        var before = await Task.WhenAll(lists.Select(_service.Api.GetAsync));
        await _service.Child.TerminateAsync();
        await _service.Child.EndAsync(Poll.Patience);
        var rebuilt = await Tools.RunAsync(
            _service.Environment, Testing.Repository.Built("shieldd"), "catalog", "rebuild");
        Assert.True(rebuilt.ExitCode == 0, rebuilt.Errors);
        Assert.DoesNotContain("belonged to nothing", rebuilt.Output, StringComparison.Ordinal);
        await _service.StartAsync();
        var after = await Task.WhenAll(lists.Select(_service.Api.GetAsync));
        Assert.Equal(before.Select(list => list.ToJsonString()), after.Select(list => list.ToJsonString()));
    }

    private async Task<string> RunPhotosAsync(int round)
    {
        await File.WriteAllTextAsync(
            Path.Combine(_photos, RoundFile), round.ToString(CultureInfo.InvariantCulture));
        var task = await _service.Api.RunAsync(_photosJob);
        _ledger.Promised(task, round);
        return task;
    }

    /// <summary>Each promised task is there; each task, also one that nobody has promised, is done.</summary>
    private void CheckTasks(IReadOnlyList<JsonNode> tasks)
    {
        Assert.Empty(_ledger.Tasks.Except(tasks.Select(ServiceApi.Id)));
        foreach (var task in tasks)
        {
            Assert.True(ServiceApi.Text(task, "status") == "done", $"not done: {task}");
            Assert.InRange(task["attempt"]!.GetValue<int>(), 1, AttemptsMax);
        }
    }

    /// <summary>Valid archives = done backups = blobs, and nothing else lies in the store.</summary>
    private void CheckStore(IReadOnlyList<JsonNode> tasks, IReadOnlyList<JsonNode> archives)
    {
        Assert.All(archives, archive => Assert.Equal("valid", ServiceApi.Text(archive, "status")));
        Assert.Equal(
            tasks.Where(task => ServiceApi.Text(task, "type") == "backup").Select(ServiceApi.Id).Order(),
            archives.Select(archive => ServiceApi.Text(archive, "task_uuid")).Order());
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        Assert.Equal(
            archives.Select(archive => ServiceApi.Text(archive, "key")).Order(),
            Directory.EnumerateFiles(_blobs, "*", everything)
                .Select(file => Path.GetRelativePath(_blobs, file)).Order());
    }

    private async Task RestoreAsync(JsonNode archive, string lane)
    {
        var folder = Path.Combine(_service.Folder, "restored", lane);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var target = await _service.Api.CreateAsync("/v1/targets", new
        {
            name = lane,
            plugin = "fs",
            agent = "127.0.0.1:5444",
            endpoint = new { base_dir = folder },
        });
        var end = await _service.Api.EndOfAsync(
            await _service.Api.RestoreAsync(ServiceApi.Id(archive), target));
        Assert.True(ServiceApi.Text(end, "status") == "done", end.ToString());

        var expected = IsOfPhotos(archive) ? _photos : _notes;
        await Tools.AssertEqualAsync(expected, folder, $"--exclude={RoundFile}");
        if (!IsOfPhotos(archive)) return;
        var round = _ledger.RoundOf(ServiceApi.Text(archive, "task_uuid"));
        Assert.Equal($"{round}", await File.ReadAllTextAsync(Path.Combine(folder, RoundFile)));
    }

    private bool IsOfPhotos(JsonNode archive) => ServiceApi.Text(archive, "job_uuid") == _photosJob;

    private string InWords(JsonNode task)
    {
        var name = ServiceApi.Text(task, "job_uuid") == _photosJob ? "photos" : "notes";
        return $"{name} in attempt {task["attempt"]}";
    }
}
