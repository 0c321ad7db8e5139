using Shield.Grains.Jobs;

namespace Shield.Silo.Catalog;

/// <summary>Ends the rows of slots, by the index of their moments.</summary>
internal sealed class SlotBook(CatalogDatabase database) : ISlotBook
{
    private const string Forget = """
        DELETE FROM job_slots WHERE (job_uuid, due) IN (
          SELECT job_uuid, due FROM job_slots WHERE due < @before ORDER BY due LIMIT @max);
        """;

    public Task ForgetAsync(DateTimeOffset dueBefore, int max, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            Forget, [("@before", dueBefore.ToUnixTimeMilliseconds()), ("@max", max)], cancellationToken);
}
