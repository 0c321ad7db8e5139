using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Domain.Jobs;
using Shield.Grains;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>Reads what somebody says of a job, and looks whether what it names is there.</summary>
internal sealed class JobReader(ICatalog catalog)
{
    /// <summary>The definition; not to be used before the body is found free of faults.</summary>
    public async Task<JobDefinition> ReadAsync(
        BodyFields body, Wish wish, CancellationToken cancellationToken)
    {
        var name = body.Name();
        var summary = body.Summary(wish);
        var store = body.RequiredId<StoreId>("store");
        var target = body.RequiredId<TargetId>("target");
        var retention = body.RequiredId<RetentionId>("retention");
        var schedule = body.RequiredId<ScheduleId>("schedule");
        var priority = body.OptionalNumber("priority", 0, JobDefinition.PriorityMax);

        if (store is { } s && await catalog.FindStoreAsync(s, cancellationToken) is null)
            body.Faults.NoSuch("store", "store", "stores");
        if (target is { } t && await catalog.FindTargetAsync(t, cancellationToken) is null)
            body.Faults.NoSuch("target", "target", "targets");
        if (retention is { } r && await catalog.FindRetentionAsync(r, cancellationToken) is null)
            body.Faults.NoSuch("retention", "retention policy", "retention policies");
        if (schedule is { } c && await catalog.FindScheduleAsync(c, cancellationToken) is null)
            body.Faults.NoSuch("schedule", "schedule", "schedules");

        return new JobDefinition(
            name,
            summary,
            target.GetValueOrDefault(),
            store.GetValueOrDefault(),
            schedule.GetValueOrDefault(),
            retention.GetValueOrDefault(),
            priority);
    }
}
