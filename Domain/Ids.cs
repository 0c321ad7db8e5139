using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shield.Domain;

/// <summary>What every id has: a UUID, and a way back from one.</summary>
/// <typeparam name="TSelf">The id itself.</typeparam>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    /// <summary>The UUID.</summary>
    Guid Value { get; }

    /// <summary>The id with this UUID.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Names one target.</summary>
[GenerateSerializer, Immutable, Alias("shield.TargetId"), JsonConverter(typeof(IdConverter<TargetId>))]
public readonly record struct TargetId([property: Id(0)] Guid Value) : IId<TargetId>
{
    /// <inheritdoc />
    public static TargetId From(Guid value) => new(value);

    /// <summary>Lower case, with hyphens.</summary>
    public override string ToString() => Value.ToString("d");
}

/// <summary>Names one store.</summary>
[GenerateSerializer, Immutable, Alias("shield.StoreId"), JsonConverter(typeof(IdConverter<StoreId>))]
public readonly record struct StoreId([property: Id(0)] Guid Value) : IId<StoreId>
{
    /// <inheritdoc />
    public static StoreId From(Guid value) => new(value);

    /// <summary>Lower case, with hyphens.</summary>
    public override string ToString() => Value.ToString("d");
}

/// <summary>Names one schedule.</summary>
[GenerateSerializer, Immutable, Alias("shield.ScheduleId"), JsonConverter(typeof(IdConverter<ScheduleId>))]
public readonly record struct ScheduleId([property: Id(0)] Guid Value) : IId<ScheduleId>
{
    /// <inheritdoc />
    public static ScheduleId From(Guid value) => new(value);

    /// <summary>Lower case, with hyphens.</summary>
    public override string ToString() => Value.ToString("d");
}

/// <summary>Names one retention policy.</summary>
[GenerateSerializer, Immutable, Alias("shield.RetentionId"), JsonConverter(typeof(IdConverter<RetentionId>))]
public readonly record struct RetentionId([property: Id(0)] Guid Value) : IId<RetentionId>
{
    /// <inheritdoc />
    public static RetentionId From(Guid value) => new(value);

    /// <summary>Lower case, with hyphens.</summary>
    public override string ToString() => Value.ToString("d");
}

/// <summary>Names one job.</summary>
[GenerateSerializer, Immutable, Alias("shield.JobId"), JsonConverter(typeof(IdConverter<JobId>))]
public readonly record struct JobId([property: Id(0)] Guid Value) : IId<JobId>
{
    /// <inheritdoc />
    public static JobId From(Guid value) => new(value);

    /// <summary>Lower case, with hyphens.</summary>
    public override string ToString() => Value.ToString("d");
}

/// <summary>Names one archive; chosen before its backup starts, and part of the key it is stored
/// under.</summary>
[GenerateSerializer, Immutable, Alias("shield.ArchiveId"), JsonConverter(typeof(IdConverter<ArchiveId>))]
public readonly record struct ArchiveId([property: Id(0)] Guid Value) : IId<ArchiveId>
{
    /// <inheritdoc />
    public static ArchiveId From(Guid value) => new(value);

    /// <summary>Lower case, with hyphens.</summary>
    public override string ToString() => Value.ToString("d");
}

/// <summary>Names one task.</summary>
[GenerateSerializer, Immutable, Alias("shield.TaskId"), JsonConverter(typeof(IdConverter<TaskId>))]
public readonly record struct TaskId([property: Id(0)] Guid Value) : IId<TaskId>
{
    /// <inheritdoc />
    public static TaskId From(Guid value) => new(value);

    /// <summary>The task that removes what this one left behind: always the same, so that asking twice makes
    /// one.</summary>
    public TaskId ToCleanup()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes($"cleanup of {this}"), hash);
        return new TaskId(new Guid(hash[..16]));
    }

    /// <summary>Lower case, with hyphens.</summary>
    public override string ToString() => Value.ToString("d");
}

/// <summary>Names one token, by which somebody shows who asks; it is not the token itself.</summary>
[GenerateSerializer, Immutable, Alias("shield.TokenId"), JsonConverter(typeof(IdConverter<TokenId>))]
public readonly record struct TokenId([property: Id(0)] Guid Value) : IId<TokenId>
{
    /// <inheritdoc />
    public static TokenId From(Guid value) => new(value);

    /// <summary>Lower case, with hyphens.</summary>
    public override string ToString() => Value.ToString("d");
}

/// <summary>Writes an id as the bare UUID, which is what the catalog's columns hold.</summary>
internal sealed class IdConverter<TId> : JsonConverter<TId>
    where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.From(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
