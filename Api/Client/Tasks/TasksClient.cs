using Shield.Api.Contracts;
using Shield.Api.Contracts.Tasks;

namespace Shield.Api.Client;

/// <summary>Which of them to list; what is null filters nothing.</summary>
/// <param name="Status">pending, running, canceled, failed or done.</param>
/// <param name="Active">True for those that wait or run, false for those that have ended.</param>
/// <param name="Limit">At most so many, 1 to 1000, the newest.</param>
public sealed record TaskFilter(string? Status, bool? Active, int? Limit)
{
    /// <summary>All of them.</summary>
    public static readonly TaskFilter None = new(null, null, null);

    internal string Path => new Query("v1/tasks")
        .Add("status", Status)
        .Add("active", Active)
        .Add("limit", Limit)
        .ToString();
}

public sealed partial class ShieldClient
{
    /// <summary>GET /v1/tasks, newest first.</summary>
    public Task<Answer<TaskBody[]>> ListTasksAsync(TaskFilter filter, CancellationToken cancellationToken) =>
        GetAsync(filter.Path, WireJson.Default.TaskBodyArray, cancellationToken);

    /// <summary>GET /v1/task/:uuid, with the whole log.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="debug">Asks for the verbose log as well.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<TaskBody>> ShowTaskAsync(Guid uuid, bool debug, CancellationToken cancellationToken)
    {
        var query = new Query($"v1/task/{uuid:D}").Add("debug", debug ? true : (bool?)null);
        return GetAsync(query.ToString(), WireJson.Default.TaskBody, cancellationToken);
    }

    /// <summary>DELETE /v1/task/:uuid: records the wish to cancel; the processes are stopped afterwards.
    /// </summary>
    public Task<Answer<OkBody>> CancelTaskAsync(Guid uuid, CancellationToken cancellationToken) =>
        DeleteAsync($"v1/task/{uuid:D}", WireJson.Default.OkBody, cancellationToken);
}
