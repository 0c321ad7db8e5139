using System.Collections.Concurrent;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Jobs;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>What the API stands on, in lists: the catalog's rows, and what was asked of grains.</summary>
internal sealed class FakeShield
{
    private readonly ConcurrentDictionary<TaskId, ConcurrentQueue<LoggedLine>> _logs = new();

    /// <summary>The agents that are connected.</summary>
    public List<AgentAddress> Agents { get; } = [AgentAddress.Parse("10.0.0.5:5444")!.Value];

    /// <summary>What agents run.</summary>
    public List<RunningTask> Running { get; } = [];

    /// <summary>When agents were there.</summary>
    public List<AgentSighting> Sightings { get; } = [];

    /// <summary>The agent that does not answer, if there is one.</summary>
    public string? Silent { get; set; }

    /// <summary>The agent that reads archives.</summary>
    public AgentAddress Reader { get; set; } = AgentAddress.Parse("10.0.0.5:5444")!.Value;

    /// <summary>The agent that runs and restores are planned for.</summary>
    public AgentAddress Planned { get; set; } = AgentAddress.Parse("10.0.0.5:5444")!.Value;

    /// <summary>What comes of a download there.</summary>
    public FakeDownload Download { get; } = new();

    public List<TargetRow> Targets { get; } = [];

    public List<StoreRow> Stores { get; } = [];

    public List<ScheduleRow> Schedules { get; } = [];

    public List<RetentionRow> Retention { get; } = [];

    public List<JobRow> Jobs { get; } = [];

    /// <summary>The slots of any job, the newest first.</summary>
    public List<JobSlot> Slots { get; } = [];

    public List<ArchiveRow> Archives { get; } = [];

    public List<TaskRow> Tasks { get; } = [];

    /// <summary>Definitions that grains were created with, in order.</summary>
    public List<object> Created { get; } = [];

    /// <summary>The requests that came with a key.</summary>
    public FakeLedger Ledger { get; } = new();

    /// <summary>Who may use the API; anybody while there is nobody.</summary>
    public FakeTokens Tokens { get; } = new();

    /// <summary>What the audit was told.</summary>
    public FakeAudit Audit { get; } = new();

    /// <summary>The UUIDs of what was created, run or restored, in order.</summary>
    public List<Guid> Made { get; } = [];

    /// <summary>Definitions that grains were edited with, in order.</summary>
    public List<object> Edited { get; } = [];

    /// <summary>What an edit or a delete is refused with, if it is.</summary>
    public ShieldException? EditRefusal { get; set; }

    /// <summary>What the last edit or delete was to find still so.</summary>
    public EditCondition? Condition { get; set; }

    /// <summary>Who needs whatever is to be deleted.</summary>
    public List<UserRow> Users { get; } = [];

    /// <summary>Other wishes, in words, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The last filter that the catalog was asked with.</summary>
    public object? Filter { get; set; }

    /// <summary>What the next call of a grain or the catalog throws, if anything.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>After how many rows a list breaks off, if it does.</summary>
    public int? BreakAfterRows { get; set; }

    /// <summary>The version of a plugin there: another on every agent whose port is another.</summary>
    public static string VersionOn(string agent) => $"1.{agent[^1]}";

    /// <summary>The log of a task: as many lines as a test has added.</summary>
    public ConcurrentQueue<LoggedLine> LogOf(TaskId task) => _logs.GetOrAdd(task, _ => new());

    public void Check()
    {
        if (Trouble is { } trouble) throw trouble;
    }

    /// <summary>Whether anything has this id.</summary>
    public bool Has(Guid uuid) =>
        Targets.Exists(row => row.Uuid.Value == uuid)
        || Stores.Exists(row => row.Uuid.Value == uuid)
        || Schedules.Exists(row => row.Uuid.Value == uuid)
        || Retention.Exists(row => row.Uuid.Value == uuid)
        || Jobs.Exists(row => row.Uuid.Value == uuid);

    public TargetRow AddTarget(string name)
    {
        var row = new TargetRow(
            Ids.New<TargetId>(), name, "", "fs", """{"encoded":"json"}""", "10.17.66.54:5544");
        Targets.Add(row);
        return row;
    }

    public JobRow AddJob(string name)
    {
        var store = new StoreRow(Ids.New<StoreId>(), "a store", "", "s3", """{"bucket":"b"}""");
        var schedule = new ScheduleRow(Ids.New<ScheduleId>(), "nightly", "", "daily at 4am");
        var retention = new RetentionRow(Ids.New<RetentionId>(), "100d", "", 8640000);
        Stores.Add(store);
        Schedules.Add(schedule);
        Retention.Add(retention);
        var job = new JobRow
        {
            Uuid = Ids.New<JobId>(),
            Name = name,
            Summary = "a short description",
            Paused = false,
            Priority = 50,
            Target = AddTarget("a target"),
            Store = store,
            Schedule = schedule,
            Retention = retention,
            LastRun = new DateTimeOffset(2015, 10, 25, 13, 32, 0, TimeSpan.FromHours(2)),
            LastTaskStatus = "done",
        };
        Jobs.Add(job);
        return job;
    }
}

internal static class Ids
{
    public static TId New<TId>()
        where TId : struct, IId<TId> => TId.From(Guid.NewGuid());
}
