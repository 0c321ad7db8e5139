using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Jobs;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Jobs;
using Shield.Grains;

namespace Shield.Api.Endpoints.Service;

/// <summary>GET /v1/status/jobs: how each job stands, by its name; jobs that share one have their UUID behind
/// it. </summary>
internal sealed class ShowJobsStatusEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/status/jobs")
        .Does("Shows how each job stands, by its name")
        .Answers<Dictionary<string, JobStatusBody>>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var all = new JobFilter(NameFilter.Any, null, null, null, null, null);
        var jobs = await catalog.ListJobsAsync(all, Page.Whole, cancellationToken)
            .Select(JobBodyShape.Of)
            .ToListAsync(cancellationToken);
        var body = new Dictionary<string, JobStatusBody>(StringComparer.Ordinal);
        foreach (var group in jobs.GroupBy(job => job.Name, StringComparer.Ordinal))
        {
            var isShared = group.Skip(1).Any();
            foreach (var job in group) body[isShared ? $"{job.Name} ({job.Uuid:d})" : job.Name] = Show(job);
        }

        await context.AnswerAsync(body, WireJson.Wire.DictionaryStringJobStatusBody, cancellationToken);
    }

    private static JobStatusBody Show(JobBody job) =>
        new(job.Name, job.LastRun, job.NextRun, job.Paused, job.LastTaskStatus, job.Warning);
}
