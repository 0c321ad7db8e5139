using Microsoft.OpenApi;
using Shield.Api.Endpoints.Requests;
using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Domain.Jobs;
using Shield.Domain.Plugins;
using Shield.Domain.Retention;
using Shield.Domain.Tasks;
using Shield.Domain.Schedules;
using Shield.Domain.Tokens;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Description;

/// <summary>What may be in the fields of records, beyond what their types say: words, forms and limits.
/// </summary>
internal static class WireFields
{
    /// <summary>A form of host:port that is easily said; the service looks more closely.</summary>
    private const string HostAndPort = "^[^\\s]+:[0-9]{1,5}$";

    private const string NoBlankAround = "^\\S(.*\\S)?$";

    /// <summary>By the name of a record and that of a field on the wire.</summary>
    public static IReadOnlyDictionary<string, Func<OpenApiSchema>> Known { get; } =
        new Dictionary<string, Func<OpenApiSchema>>(Answered().Concat(Created()).Concat(Asked()));

    private static IEnumerable<KeyValuePair<string, Func<OpenApiSchema>>> Answered()
    {
        string[] stamps =
        [
            "ArchiveBody.taken_at", "ArchiveBody.expires_at", "JobBody.last_run", "JobBody.next_run",
            "JobStatusBody.last_run", "JobStatusBody.next_run", "TaskBody.started_at",
            "TaskBody.stopped_at", "TaskBody.requested_at",
        ];
        foreach (var name in stamps) yield return new(name, Schemas.StampOrEmpty);
        string[] moments =
        [
            "AgentBody.last_seen", "AuditBody.at", "TokenBody.created_at", "TokenBody.expires_at",
            "TokenBody.last_used_at", "TokenBody.revoked_at",
        ];
        foreach (var name in moments) yield return new(name, Schemas.MomentOrEmpty);
        yield return new("AgentBody.status", () => Schemas.Words("connected", "absent"));
        yield return new("ArchiveBody.status", () => Schemas.Words<ArchiveStatus>());
        yield return new("AuditBody.role", () => Schemas.Words<TokenRole>(""));
        yield return new("CheckBody.ok", () => Schemas.Words<CheckVerdict>());
        yield return new("JobSlotBody.outcome", () => Schemas.Words<SlotOutcome>());
        yield return new("JobBody.last_task_status", () => Schemas.Words<TaskPhase>(""));
        yield return new("JobStatusBody.status", () => Schemas.Words<TaskPhase>(""));
        yield return new("PluginFeaturesBody.store", () => Schemas.Words("yes", "no"));
        yield return new("PluginFeaturesBody.target", () => Schemas.Words("yes", "no"));
        yield return new("TaskBody.status", () => Schemas.Words<TaskPhase>());
        yield return new("RunningTaskBody.type", () => Schemas.Words<TaskKind>());
        yield return new("TaskBody.type", () => Schemas.Words<TaskKind>());
        yield return new("TokenBody.role", () => Schemas.Words<TokenRole>());
        yield return new("TokenBody.status", () => Schemas.Words("valid", "expired", "revoked"));
    }

    private static IEnumerable<KeyValuePair<string, Func<OpenApiSchema>>> Created()
    {
        yield return new("CreateTokenRequest.expires", () => Schemas.Whole(
            (long)TokenRules.LifeMin.TotalSeconds, (long)TokenRules.LifeMax.TotalSeconds));
        yield return new("CreateTokenRequest.name", () =>
            Schemas.Like(NoBlankAround, TokenRules.NameCharsMax, "ci", "ann's laptop"));
        yield return new("CreateTokenRequest.role", () => Schemas.Words<TokenRole>());
        yield return new("RunJobRequest.owner", Owner);
        yield return new("RestoreArchiveRequest.owner", Owner);
        yield return new("AnnotateArchiveRequest.notes", Summary);
    }

    private static IEnumerable<KeyValuePair<string, Func<OpenApiSchema>>> Asked()
    {
        foreach (var verb in (string[])["Create", "Edit"])
        {
            foreach (var noun in (string[])["Target", "Store", "Schedule", "Retention", "Job"])
            {
                yield return new($"{verb}{noun}Request.name", Name);
                yield return new($"{verb}{noun}Request.summary", Summary);
            }

            foreach (var noun in (string[])["Target", "Store"])
            {
                yield return new($"{verb}{noun}Request.plugin", Plugin);
                yield return new(
                    $"{verb}{noun}Request.endpoint", () => Schemas.Endpoint(EndpointConfig.LengthMax));
            }

            yield return new($"{verb}TargetRequest.agent", Agent);
            yield return new($"{verb}ScheduleRequest.when", When);
            yield return new($"{verb}RetentionRequest.expires", () => Schemas.Whole(
                RetentionDefinition.ExpirySecondsMin, RetentionDefinition.ExpirySecondsMax));
            yield return new($"{verb}JobRequest.priority", () => Schemas.Whole(0, JobDefinition.PriorityMax));
        }
    }

    private static OpenApiSchema Name() => Schemas.Text(1, RequestLimits.NameCharsMax);

    private static OpenApiSchema Owner() => Schemas.Text(0, RequestLimits.NameCharsMax);

    private static OpenApiSchema Summary() => Schemas.Text(0, RequestLimits.SummaryCharsMax);

    private static OpenApiSchema Plugin() =>
        Schemas.Like("^[a-z0-9][a-z0-9._-]*$", PluginName.LengthMax, "fs");

    private static OpenApiSchema Agent() =>
        Schemas.Like(HostAndPort, AgentAddress.LengthMax, "127.0.0.1:5444");

    private static OpenApiSchema When() =>
        Schemas.Text(1, TimespecParser.TextCharactersMax, "daily 4am", "every 6 hours");
}
