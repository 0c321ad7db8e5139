using System.Text.Json.Serialization;

namespace Shield.Api.Contracts;

/// <summary>It is done: <c>{"ok":"deleted"}</c>.</summary>
public sealed record OkBody(string Ok);

/// <summary>It is made: <c>{"ok":"created","uuid":"…"}</c>.</summary>
public sealed record CreatedBody(string Ok, Guid Uuid);

/// <summary>It is asked for: <c>{"ok":"scheduled","task_uuid":"…"}</c>.</summary>
/// <param name="Ok"><c>scheduled</c>.</param>
/// <param name="TaskUuid">The task: from here on it ends done, failed or canceled.</param>
/// <param name="WaitsFor">What it cannot start without and is not there now, in words; left out when all is.
/// </param>
public sealed record ScheduledBody(
    string Ok,
    Guid TaskUuid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    string? WaitsFor = null);

/// <summary>What anybody may know of the service.</summary>
public sealed record StatusBody(string Version, string Name);

/// <summary>A refusal, as RFC 9457 has it, with what helps: <c>hint</c> says what to do, <c>error</c> repeats
/// <c>detail</c> for older clients, <c>missing</c> and <c>errors</c> name every fault of the request at once,
/// <c>used_by</c> names what stands in the way.</summary>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Hint,
    string Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<string>? Missing,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<UserBody>? UsedBy);

/// <summary>Something that needs another thing: a job, an archive or a task.</summary>
public sealed record UserBody(string Kind, Guid Uuid, string Name);
