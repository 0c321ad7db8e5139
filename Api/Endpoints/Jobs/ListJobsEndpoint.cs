using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts.Jobs;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>GET /v1/jobs: what jobs there are, and how their last runs ended.</summary>
internal sealed class ListJobsEndpoint(ICatalog catalog) : ShieldEndpoint
{
    private static readonly QueryField<TargetId?> Target =
        QueryField.Id<TargetId>("target", "only those of this target");

    private static readonly QueryField<StoreId?> Store =
        QueryField.Id<StoreId>("store", "only those into this store");

    private static readonly QueryField<ScheduleId?> Schedule =
        QueryField.Id<ScheduleId>("schedule", "only those on this schedule");

    private static readonly QueryField<RetentionId?> Retention =
        QueryField.Id<RetentionId>("retention", "only those with this retention policy");

    private static readonly QueryField<bool?> Paused =
        QueryField.Flag("paused", "t: only those that are paused; f: only the others");

    public override void Configure() => Reads("/v1/jobs")
        .Does("Lists jobs, and how their last runs ended")
        .Takes([.. CommonQueries.Names, Target, Store, Schedule, Retention, Paused, .. CommonQueries.Pages])
        .Lists<JobBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = QueryFields.Of(context);
        var filter = new JobFilter(
            query.Name(),
            query.Read(Target),
            query.Read(Store),
            query.Read(Schedule),
            query.Read(Retention),
            query.Read(Paused));
        var page = PageRequest.ByName(query);
        query.ThrowIfFaulty();

        return context.AnswerPageAsync(
            page,
            part => catalog.ListJobsAsync(filter, part, cancellationToken),
            JobBodyShape.List,
            cancellationToken);
    }
}
