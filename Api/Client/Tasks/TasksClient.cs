using System.Runtime.CompilerServices;
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
        DeleteAsync($"v1/task/{uuid:D}", null, WireJson.Default.OkBody, cancellationToken);

    /// <summary>GET /v1/task/:uuid/log?follow=t: each line of a task's log as it comes, until the task ends.
    /// </summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="cancellationToken">Stops listening.</param>
    public async IAsyncEnumerable<string> FollowTaskAsync(
        Guid uuid, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await GuardAsync(() => OpenLogAsync(uuid, cancellationToken), cancellationToken);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await GuardAsync(() => NextAsync(lines, cancellationToken), cancellationToken) is { } line)
        {
            yield return line;
        }
    }

    private async Task<HttpResponseMessage> OpenLogAsync(Guid uuid, CancellationToken cancellationToken)
    {
        var response = await http.GetAsync(
            $"v1/task/{uuid:D}/log?follow=t", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            throw Refusals.From(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
    }

    private static async Task<string?> NextAsync(StreamReader lines, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadLineAsync(cancellationToken);
        }
        catch (IOException broken)
        {
            throw new HttpRequestException("the connection broke", broken);
        }
    }
}
