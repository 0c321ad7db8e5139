using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog.Tests.Plans;

/// <summary>What is asked at the start of a service, by its queues, or beside a list looks through no large
/// table either. It may sort the few rows that it finds.</summary>
/// <remarks>A server reads half a table faster without an index; here it must show that it has one.</remarks>
[Collection(LargeCatalog.Name)]
public sealed class OtherPlanTests(LargeCatalog large)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly Dictionary<string, Func<ICatalog, Parts, Task>> Calls = new()
    {
        ["one job"] = (catalog, _) => catalog.FindJobAsync(Id<JobId>(), None),
        ["one archive"] = (catalog, _) => catalog.FindArchiveAsync(Id<ArchiveId>(), None),
        ["one task"] = (catalog, _) => catalog.FindTaskAsync(Id<TaskId>(), None),
        ["the phase of a task"] = (catalog, _) => catalog.FindPhaseAsync(Id<TaskId>(), None),
        ["the log of a task"] = (catalog, _) => catalog.ReadDebugAsync(Id<TaskId>(), None),
        ["a piece of a log"] = (catalog, _) => catalog.ListLogAsync(Id<TaskId>(), 5, 10, None),
        ["the queue of an agent"] = (catalog, _) => catalog.ListUnfinishedAsync(Samples.Agent, None),
        ["what has not ended"] = (catalog, _) => catalog.ListUnfinishedAsync(None),
        ["the slots of a job"] = (catalog, _) => catalog.ListSlotsAsync(Id<JobId>(), Samples.Noon, 10, None),
        ["what decides over slots"] = (catalog, parts) =>
            catalog.FindSlotGroundAsync(Id<JobId>(), parts.Schedule.Uuid, Samples.Noon, None),
        ["jobs that are due"] = (catalog, _) => catalog.ListDueJobsAsync(Samples.Noon, None),
        ["jobs of an edited schedule"] = (catalog, parts) =>
            catalog.ListBehindJobsAsync(parts.Schedule.Uuid, None),
        ["archives of a policy"] = (catalog, parts) =>
            catalog.CountArchivesAsync(parts.Retention.Uuid, None),
        ["users of a target"] = (catalog, parts) =>
            catalog.ListUsersAsync("target", parts.Target.Uuid.Value, None),
        ["users of a store"] = (catalog, parts) =>
            catalog.ListUsersAsync("store", parts.Store.Uuid.Value, None),
        ["users of a schedule"] = (catalog, parts) =>
            catalog.ListUsersAsync("schedule", parts.Schedule.Uuid.Value, None),
        ["users of a policy"] = (catalog, parts) =>
            catalog.ListUsersAsync("retention", parts.Retention.Uuid.Value, None),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_large_table_is_looked_through_for(string what)
    {
        var plans = await QueryPlan.OfAsync(
            large.Catalog.Database, database => Calls[what](database.Catalog, large.Parts), mayScan: false);

        Assert.NotEmpty(plans);
        foreach (var plan in plans)
        {
            Assert.True(!plan.Scans.Any(), $"it looks through a table:\n{plan}");
        }
    }

    [Fact]
    public async Task Old_requests_are_found_by_their_age_when_they_are_forgotten()
    {
        var database = large.Catalog.Database;

        var own = await QueryPlan.OfAsync(
            database, false, RequestLedger.ForgetOwn, ("@oldest", 1700000000000L), ("@key", "key 5"));
        var old = await QueryPlan.OfAsync(
            database, false, RequestLedger.ForgetOld, ("@oldest", 1700000000000L));

        Assert.Empty(own.Scans);
        Assert.Empty(old.Scans);
        Assert.True(old.Uses("request_ledger_claimed"), $"{old}");
    }

    private static TId Id<TId>()
        where TId : struct, IId<TId> => TId.From(Guid.NewGuid());
}
