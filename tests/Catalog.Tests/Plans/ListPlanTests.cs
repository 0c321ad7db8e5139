using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Grains.Audit;

namespace Shield.Silo.Catalog.Tests.Plans;

/// <summary>Every filter that lists offer goes through an index, which also gives the order: no table is
/// looked through, and nothing is sorted before the first row comes.</summary>
[Collection(LargeCatalog.Name)]
public sealed class ListPlanTests(LargeCatalog large)
{
    private const int Limit = 101;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly NameFilter AnyName = NameFilter.Any;
    private static readonly JobFilter AnyJob = new(AnyName, null, null, null, null, null);
    private static readonly ArchiveFilter AnyArchive = new(null, null, null, null, null);
    private static readonly TaskFilter AnyTask = new(null, null);
    private static readonly AuditFilter AnyLine = new(null, null, null);
    private static readonly Page First = new(Limit, null);
    private static readonly Page AfterName = First with { After = new Place.Named("job 3", Guid.NewGuid()) };
    private static readonly Page AfterMoment =
        First with { After = new Place.Timed(Samples.Noon.AddYears(-1), Guid.NewGuid()) };

    private Parts Parts => large.Parts;

    [Theory]
    [InlineData("", "jobs_name")]
    [InlineData("cursor", "jobs_name", "(name,uuid)>(")]
    [InlineData("name", "jobs_name", "name=")]
    [InlineData("target", "jobs_target", "target_uuid=")]
    [InlineData("store", "jobs_store", "store_uuid=")]
    [InlineData("schedule", "jobs_schedule", "schedule_uuid=")]
    [InlineData("retention", "jobs_retention", "retention_uuid=")]
    [InlineData("paused", "jobs_paused", "paused=")]
    [InlineData("store cursor", "jobs_store", "store_uuid=", "(name,uuid)>(")]
    [InlineData("target store", "jobs_target")]
    [InlineData("target paused", "jobs_target")]
    [InlineData("retention cursor", "jobs_retention", "(name,uuid)>(")]
    public Task Jobs_go_through_an_index(string filters, string index, params string[] conditions) =>
        GoesThroughAsync(index, conditions, catalog => catalog.Catalog.ListJobsAsync(
            new JobFilter(
                Has(filters, "name") ? new NameFilter("job 7", Exact: true) : AnyName,
                Has(filters, "target") ? Parts.Target.Uuid : null,
                Has(filters, "store") ? Parts.Store.Uuid : null,
                Has(filters, "schedule") ? Parts.Schedule.Uuid : null,
                Has(filters, "retention") ? Parts.Retention.Uuid : null,
                Has(filters, "paused") ? true : null),
            Has(filters, "cursor") ? AfterName : First,
            None));

    // What half of the rows are is as well found in passing.
    [Theory]
    [InlineData("", "archives_taken")]
    [InlineData("cursor", "archives_taken", "(taken_at,uuid)<(")]
    [InlineData("target", "archives_target", "target_uuid=")]
    [InlineData("store", "archives_store", "store_uuid=")]
    [InlineData("valid", "archives_status|archives_taken", "status=")]
    [InlineData("expired", "archives_status", "status=")]
    [InlineData("after", "archives_taken", "taken_at>")]
    [InlineData("before", "archives_taken", "taken_at<")]
    [InlineData("after before", "archives_taken", "taken_at>", "taken_at<")]
    [InlineData("target valid", "archives_valid")]
    [InlineData("target store", "archives_target")]
    [InlineData("target cursor", "archives_target", "target_uuid=", "(taken_at,uuid)<(")]
    [InlineData("target after before", "archives_target", "target_uuid=", "taken_at>", "taken_at<")]
    [InlineData("store cursor", "archives_store", "store_uuid=", "(taken_at,uuid)<(")]
    [InlineData("valid cursor", "archives_status|archives_taken", "status=", "(taken_at,uuid)<(")]
    [InlineData("expired before", "archives_status", "status=", "taken_at<")]
    public Task Archives_go_through_an_index(string filters, string index, params string[] conditions) =>
        GoesThroughAsync(index, conditions, catalog => catalog.Catalog.ListArchivesAsync(
            new ArchiveFilter(
                Has(filters, "target") ? Parts.Target.Uuid : null,
                Has(filters, "store") ? Parts.Store.Uuid : null,
                Has(filters, "valid") ? ArchiveStatus.Valid
                    : Has(filters, "expired") ? ArchiveStatus.Expired : null,
                Has(filters, "after") ? DateTimeOffset.FromUnixTimeSeconds(1700000600) : null,
                Has(filters, "before") ? DateTimeOffset.FromUnixTimeSeconds(1700900000) : null),
            Has(filters, "cursor") ? AfterMoment : First,
            None));

    [Theory]
    [InlineData("", "tasks_requested")]
    [InlineData("cursor", "tasks_requested", "(requested_at,uuid)<(")]
    [InlineData("pending", "tasks_status|tasks_active")]
    [InlineData("done", "tasks_status|tasks_requested", "status=")]
    [InlineData("active", "tasks_active")]
    [InlineData("ended", "tasks_requested")]
    [InlineData("done cursor", "tasks_status|tasks_requested", "status=", "(requested_at,uuid)<(")]
    [InlineData("active cursor", "tasks_active", "(requested_at,uuid)<(")]
    public Task Tasks_go_through_an_index(string filters, string index, params string[] conditions) =>
        GoesThroughAsync(index, conditions, catalog => catalog.Catalog.ListTasksAsync(
            new TaskFilter(
                Has(filters, "pending") ? TaskPhase.Pending : Has(filters, "done") ? TaskPhase.Done : null,
                Has(filters, "active") ? true : Has(filters, "ended") ? false : null),
            Has(filters, "cursor") ? AfterMoment : First,
            None));

    [Theory]
    // The embedded catalog looks again at the lines of one millisecond; a server does not.
    [InlineData("", "audit_at")]
    [InlineData("cursor", "audit_at", "at<|(at,id)<(")]
    [InlineData("who", "audit_who", "who=")]
    [InlineData("after", "audit_at", "at>")]
    [InlineData("before", "audit_at", "at<")]
    [InlineData("who before", "audit_who", "who=", "at<")]
    [InlineData("who cursor", "audit_who", "who=", "at<|(at,id)<(")]
    public Task The_audit_goes_through_an_index(string filters, string index, params string[] conditions) =>
        GoesThroughAsync(index, conditions, catalog => catalog.AuditBook.ListAsync(
            new AuditFilter(
                Has(filters, "who") ? "who 7" : null,
                Has(filters, "after") ? DateTimeOffset.FromUnixTimeSeconds(1700000600) : null,
                Has(filters, "before") ? DateTimeOffset.FromUnixTimeSeconds(1700010000) : null),
            Has(filters, "cursor") ? AfterMoment : First,
            None));

    [Fact]
    public async Task The_ends_of_logs_of_a_page_are_one_query_through_an_index()
    {
        var plans = await QueryPlan.OfAsync(
            large.Catalog.Database,
            catalog => ReadAsync(catalog.Catalog.ListTasksAsync(AnyTask, new Page(50, null), None)));

        Assert.Equal(2, plans.Count);
        MustBeDirect(plans[1]);
        Assert.True(plans[1].Uses("task_log_task"), $"{plans[1]}");
    }

    [Fact]
    public async Task A_whole_list_needs_no_sort_either()
    {
        // A server may sort what it is to read whole anyway; the embedded catalog has nowhere to put it.
        if (large.Catalog.Database.IsShared) return;
        foreach (var call in (Func<CatalogDatabase, Task>[])
                 [
                     catalog => ReadAsync(catalog.Catalog.ListJobsAsync(AnyJob, Page.Whole, None)),
                     catalog => ReadAsync(catalog.Catalog.ListArchivesAsync(AnyArchive, Page.Whole, None)),
                     catalog => ReadAsync(catalog.Catalog.ListTasksAsync(AnyTask, Page.Whole, None)),
                     catalog => ReadAsync(catalog.AuditBook.ListAsync(AnyLine, Page.Whole, None)),
                     catalog => ReadAsync(
                         catalog.Catalog.ListTargetsAsync(new(AnyName, null, null), Page.Whole, None)),
                     catalog => ReadAsync(
                         catalog.Catalog.ListStoresAsync(new(AnyName, null, true), Page.Whole, None)),
                     catalog => ReadAsync(
                         catalog.Catalog.ListSchedulesAsync(new(AnyName, false), Page.Whole, None)),
                     catalog => ReadAsync(
                         catalog.Catalog.ListRetentionAsync(new(AnyName, true), Page.Whole, None)),
                 ])
        {
            foreach (var plan in await QueryPlan.OfAsync(large.Catalog.Database, call)) MustBeDirect(plan);
        }
    }

    private static bool Has(string filters, string filter) => filters.Split(' ').Contains(filter);

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> rows) => await rows.ToListAsync();

    private static void MustBeDirect(QueryPlan plan)
    {
        Assert.True(!plan.Scans.Any(), $"it looks through a table:\n{plan}");
        Assert.True(!plan.Sorts.Any(), $"it sorts:\n{plan}");
    }

    private async Task GoesThroughAsync<T>(
        string index, string[] conditions, Func<CatalogDatabase, IAsyncEnumerable<T>> list)
    {
        var plans = await QueryPlan.OfAsync(large.Catalog.Database, catalog => ReadAsync(list(catalog)));

        Assert.NotEmpty(plans);
        foreach (var plan in plans) MustBeDirect(plan);
        Assert.True(index.Split('|').Any(plans[0].Uses), $"it does not use {index}:\n{plans[0]}");
        foreach (var condition in conditions)
        {
            Assert.True(
                condition.Split('|').Any(one => plans[0].Text.Contains(one, StringComparison.Ordinal)),
                $"it does not heed {condition}:\n{plans[0]}");
        }
    }
}
