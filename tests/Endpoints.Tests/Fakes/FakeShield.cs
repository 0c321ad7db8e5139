using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>What the API stands on, in lists: the catalog's rows, and what was asked of grains.</summary>
internal sealed class FakeShield
{
    public List<TargetRow> Targets { get; } = [];

    public List<StoreRow> Stores { get; } = [];

    public List<ScheduleRow> Schedules { get; } = [];

    public List<RetentionRow> Retention { get; } = [];

    public List<JobRow> Jobs { get; } = [];

    public List<ArchiveRow> Archives { get; } = [];

    public List<TaskRow> Tasks { get; } = [];

    /// <summary>Definitions that grains were created with, in order.</summary>
    public List<object> Created { get; } = [];

    /// <summary>Other wishes, in words, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The last filter that the catalog was asked with.</summary>
    public object? Filter { get; set; }

    /// <summary>What the next call of a grain or the catalog throws, if anything.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>After how many rows a list breaks off, if it does.</summary>
    public int? BreakAfterRows { get; set; }

    public void Check()
    {
        if (Trouble is { } trouble) throw trouble;
    }

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
