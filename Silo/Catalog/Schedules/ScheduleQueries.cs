using System.Data.Common;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog;

internal sealed partial class CatalogLists
{
    private const string Schedules = "SELECT s.uuid, s.name, s.summary, s.timespec, s.since FROM schedules s";

    public IAsyncEnumerable<ScheduleRow> ListSchedulesAsync(
        PolicyFilter filter, Page page, CancellationToken cancellationToken) =>
        ListAsync(
            new Query(Schedules)
                .Where("s.name", filter.Name)
                .Where(Used(filter.Unused, "schedule_uuid", "s.uuid"))
                .ByName("s.name", "s.uuid", page),
            row => ReadSchedule(row, 0),
            cancellationToken);

    public Task<ScheduleRow?> FindScheduleAsync(ScheduleId id, CancellationToken cancellationToken) =>
        FindAsync(
            new Query(Schedules).Where("s.uuid = @uuid", "@uuid", id.Value),
            row => ReadSchedule(row, 0),
            cancellationToken);

    private static ScheduleRow ReadSchedule(DbDataReader row, int first) => new(
        row.Id<ScheduleId>(first),
        row.GetString(first + 1),
        row.GetString(first + 2),
        row.GetString(first + 3))
    {
        Since = Since(row, first + 4),
    };

    /// <summary>Of a schedule that was never edited, since ever.</summary>
    private static DateTimeOffset Since(DbDataReader row, int column) =>
        row.MomentOrNull(column) ?? DateTimeOffset.MinValue;
}
