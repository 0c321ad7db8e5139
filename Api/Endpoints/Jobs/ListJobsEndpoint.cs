using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Jobs;

/// <summary>GET /v1/jobs: what jobs there are, and how their last runs ended.</summary>
internal sealed class ListJobsEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/jobs");

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = new QueryFields(context.Request.Query);
        var filter = new JobFilter(
            query.Name(),
            query.Id<TargetId>("target"),
            query.Id<StoreId>("store"),
            query.Id<ScheduleId>("schedule"),
            query.Id<RetentionId>("retention"),
            query.Flag("paused"));
        var page = PageRequest.ByName(query);
        query.ThrowIfFaulty();

        return context.AnswerPageAsync(
            page,
            part => catalog.ListJobsAsync(filter, part, cancellationToken),
            JobBodyShape.List,
            cancellationToken);
    }
}
