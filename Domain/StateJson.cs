using System.Text.Json;
using System.Text.Json.Serialization;
using Shield.Domain.Archives;
using Shield.Domain.Jobs;
using Shield.Domain.Retention;
using Shield.Domain.Schedules;
using Shield.Domain.Stores;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;

namespace Shield.Domain;

/// <summary>How states look at rest: snake_case names, enums in lower case, moments in UTC.</summary>
/// <remarks>The catalog's projections read exactly this. Fields may be added, never renamed.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters =
    [
        typeof(LowerCase<TaskPhase>),
        typeof(LowerCase<TaskKind>),
        typeof(LowerCase<ArchiveStatus>),
        typeof(LowerCase<SlotOutcome>),
    ])]
[JsonSerializable(typeof(TargetState))]
[JsonSerializable(typeof(StoreState))]
[JsonSerializable(typeof(ScheduleState))]
[JsonSerializable(typeof(RetentionState))]
[JsonSerializable(typeof(JobState))]
[JsonSerializable(typeof(ArchiveState))]
[JsonSerializable(typeof(TaskState))]
public sealed partial class StateJson : JsonSerializerContext;

/// <summary>An enum as the wire and the catalog write it: <c>pending</c>, not <c>Pending</c>.</summary>
internal sealed class LowerCase<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseLower)
    where TEnum : struct, Enum;
