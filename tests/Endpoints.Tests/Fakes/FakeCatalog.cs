using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>Lists and finds in lists; of filters it heeds what a test looks at.</summary>
internal sealed class FakeCatalog(FakeShield shield) : ICatalog
{
    public IAsyncEnumerable<TargetRow> ListTargetsAsync(
        TargetFilter filter, Page page, CancellationToken cancellationToken) =>
        List(filter, shield.Targets
            .Where(row => Matches(filter.Name, row.Name))
            .Part(page, row => new Place.Named(row.Name, row.Uuid.Value)));

    public Task<IReadOnlyList<string>> ListAgentsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. shield.Targets.Select(row => row.Agent).Distinct()]);

    public Task<TargetRow?> FindTargetAsync(TargetId id, CancellationToken cancellationToken) =>
        Find(shield.Targets, row => row.Uuid == id);

    public IAsyncEnumerable<StoreRow> ListStoresAsync(
        StoreFilter filter, Page page, CancellationToken cancellationToken) =>
        List(filter, shield.Stores
            .Where(row => Matches(filter.Name, row.Name))
            .Part(page, row => new Place.Named(row.Name, row.Uuid.Value)));

    public Task<StoreRow?> FindStoreAsync(StoreId id, CancellationToken cancellationToken) =>
        Find(shield.Stores, row => row.Uuid == id);

    public IAsyncEnumerable<ScheduleRow> ListSchedulesAsync(
        PolicyFilter filter, Page page, CancellationToken cancellationToken) =>
        List(filter, shield.Schedules
            .Where(row => Matches(filter.Name, row.Name))
            .Part(page, row => new Place.Named(row.Name, row.Uuid.Value)));

    public Task<ScheduleRow?> FindScheduleAsync(ScheduleId id, CancellationToken cancellationToken) =>
        Find(shield.Schedules, row => row.Uuid == id);

    public IAsyncEnumerable<RetentionRow> ListRetentionAsync(
        PolicyFilter filter, Page page, CancellationToken cancellationToken) =>
        List(filter, shield.Retention
            .Where(row => Matches(filter.Name, row.Name))
            .Part(page, row => new Place.Named(row.Name, row.Uuid.Value)));

    public Task<RetentionRow?> FindRetentionAsync(RetentionId id, CancellationToken cancellationToken) =>
        Find(shield.Retention, row => row.Uuid == id);

    public Task<long> CountArchivesAsync(RetentionId id, CancellationToken cancellationToken) =>
        Task.FromResult((long)shield.Archives.Count);

    public IAsyncEnumerable<JobRow> ListJobsAsync(
        JobFilter filter, Page page, CancellationToken cancellationToken) =>
        List(filter, shield.Jobs
            .Where(row => Matches(filter.Name, row.Name))
            .Part(page, row => new Place.Named(row.Name, row.Uuid.Value)));

    public Task<JobRow?> FindJobAsync(JobId id, CancellationToken cancellationToken) =>
        Find(shield.Jobs, row => row.Uuid == id);

    public Task<IReadOnlyList<JobSlot>> ListSlotsAsync(
        JobId id, DateTimeOffset? before, int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JobSlot>>(
            [.. shield.Slots.Where(slot => before is null || slot.Due < before).Take(max)]);

    public Task<SlotGround?> FindSlotGroundAsync(
        JobId id, ScheduleId schedule, DateTimeOffset since, CancellationToken cancellationToken) =>
        throw new NotSupportedException("the API decides over no slots");

    public Task<IReadOnlyList<JobId>> ListDueJobsAsync(
        DateTimeOffset through, CancellationToken cancellationToken) =>
        throw new NotSupportedException("the API wakes no jobs");

    public Task<IReadOnlyList<JobId>> ListBehindJobsAsync(
        ScheduleId? schedule, CancellationToken cancellationToken) =>
        throw new NotSupportedException("the API wakes no jobs");

    public IAsyncEnumerable<ArchiveRow> ListArchivesAsync(
        ArchiveFilter filter, Page page, CancellationToken cancellationToken) =>
        List(filter, shield.Archives
            .Where(row => filter.From is not { } from || row.TakenAt >= from)
            .Where(row => filter.Until is not { } until || row.TakenAt < until)
            .OrderByDescending(row => row.TakenAt).ThenByDescending(row => row.Uuid.Value)
            .Part(page, row => new Place.Timed(row.TakenAt, row.Uuid.Value)));

    public Task<ArchiveRow?> FindArchiveAsync(ArchiveId id, CancellationToken cancellationToken) =>
        Find(shield.Archives, row => row.Uuid == id);

    public IAsyncEnumerable<TaskRow> ListTasksAsync(
        TaskFilter filter, Page page, CancellationToken cancellationToken) =>
        List(filter, shield.Tasks
            .Where(row => filter.Status is null || row.Status == filter.Status)
            .OrderByDescending(row => row.RequestedAt).ThenByDescending(row => row.Uuid.Value)
            .Part(page, row => new Place.Timed(row.RequestedAt, row.Uuid.Value)));

    public Task<TaskRow?> FindTaskAsync(TaskId id, CancellationToken cancellationToken) =>
        Find(shield.Tasks, row => row.Uuid == id);

    public Task<string> ReadDebugAsync(TaskId id, CancellationToken cancellationToken) =>
        Task.FromResult("12:00:00.000 attempt 1 core: all of it");

    public Task<TaskPhase?> FindPhaseAsync(TaskId id, CancellationToken cancellationToken)
    {
        shield.Check();
        return Task.FromResult(shield.Tasks.Find(row => row.Uuid == id)?.Status);
    }

    public Task<IReadOnlyList<LoggedLine>> ListLogAsync(
        TaskId id, long after, int max, CancellationToken cancellationToken)
    {
        shield.Check();
        return Task.FromResult<IReadOnlyList<LoggedLine>>(
            [.. shield.LogOf(id).Where(line => line.Id > after).Take(max)]);
    }

    public Task<IReadOnlyList<UserRow>> ListUsersAsync(
        string noun, Guid id, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<UserRow>>(shield.Users);

    public Task<IReadOnlyList<UnfinishedTask>> ListUnfinishedAsync(
        AgentAddress agent, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<UnfinishedTask>>([]);

    public Task<IReadOnlyList<RunningTask>> ListRunningAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RunningTask>>(shield.Running);

    public Task<IReadOnlyList<AgentSighting>> ListSightingsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AgentSighting>>(shield.Sightings);

    public Task<IReadOnlyList<AgentAddress>> ListBusyAgentsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AgentAddress>>([]);

    public Task<IReadOnlyList<TaskId>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TaskId>>([]);

    private static bool Matches(NameFilter filter, string name) => filter switch
    {
        { Text: null } => true,
        { Exact: true } => name == filter.Text,
        _ => name.Contains(filter.Text, StringComparison.OrdinalIgnoreCase),
    };

    private async IAsyncEnumerable<TRow> List<TRow>(object filter, IEnumerable<TRow> rows)
    {
        await Task.Yield();
        shield.Filter = filter;
        shield.Check();
        var shown = 0;
        foreach (var row in rows.ToArray())
        {
            if (shown++ == shield.BreakAfterRows) throw new InvalidOperationException("the list broke off");
            yield return row;
        }
    }

    private Task<TRow?> Find<TRow>(List<TRow> rows, Predicate<TRow> isIt)
        where TRow : class
    {
        shield.Check();
        return Task.FromResult(rows.Find(isIt));
    }
}
