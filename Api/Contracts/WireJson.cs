using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Shield.Api.Contracts.Agents;
using Shield.Api.Contracts.Archives;
using Shield.Api.Contracts.Audit;
using Shield.Api.Contracts.Jobs;
using Shield.Api.Contracts.Plugins;
using Shield.Api.Contracts.Retention;
using Shield.Api.Contracts.Schedules;
using Shield.Api.Contracts.Stores;
using Shield.Api.Contracts.Targets;
using Shield.Api.Contracts.Tasks;
using Shield.Api.Contracts.Tokens;

namespace Shield.Api.Contracts;

/// <summary>How all of it looks on the wire: snake_case out, any case in.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(TargetBody[]))]
[JsonSerializable(typeof(CreateTargetRequest))]
[JsonSerializable(typeof(EditTargetRequest))]
[JsonSerializable(typeof(StoreBody[]))]
[JsonSerializable(typeof(CreateStoreRequest))]
[JsonSerializable(typeof(EditStoreRequest))]
[JsonSerializable(typeof(ScheduleBody[]))]
[JsonSerializable(typeof(CreateScheduleRequest))]
[JsonSerializable(typeof(EditScheduleRequest))]
[JsonSerializable(typeof(TimespecBody))]
[JsonSerializable(typeof(RetentionBody[]))]
[JsonSerializable(typeof(CreateRetentionRequest))]
[JsonSerializable(typeof(EditRetentionRequest))]
[JsonSerializable(typeof(RetentionEditedBody))]
[JsonSerializable(typeof(JobBody[]))]
[JsonSerializable(typeof(JobSlotsBody))]
[JsonSerializable(typeof(CreateJobRequest))]
[JsonSerializable(typeof(EditJobRequest))]
[JsonSerializable(typeof(RunJobRequest))]
[JsonSerializable(typeof(ArchiveBody[]))]
[JsonSerializable(typeof(RestoreArchiveRequest))]
[JsonSerializable(typeof(AnnotateArchiveRequest))]
[JsonSerializable(typeof(TaskBody[]))]
[JsonSerializable(typeof(AgentBody[]))]
[JsonSerializable(typeof(PluginBody[]))]
[JsonSerializable(typeof(CheckBody))]
[JsonSerializable(typeof(TokenBody[]))]
[JsonSerializable(typeof(CreateTokenRequest))]
[JsonSerializable(typeof(TokenCreatedBody))]
[JsonSerializable(typeof(AuditBody[]))]
[JsonSerializable(typeof(OkBody))]
[JsonSerializable(typeof(CreatedBody))]
[JsonSerializable(typeof(ScheduledBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(InternalStatusBody))]
[JsonSerializable(typeof(Dictionary<string, JobStatusBody>))]
[JsonSerializable(typeof(ProblemBody))]
public sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>For whoever writes: leaves quotes, masks and names in other scripts readable.</summary>
    /// <remarks>For JSON that is sent as such, never for what is put into a page.</remarks>
    public static WireJson Wire => Written.Value;

    // Lazy, because the generated half of this class has statics of its own, and they come first.
    private static readonly Lazy<WireJson> Written = new(Readable);

    private static WireJson Readable() => new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
