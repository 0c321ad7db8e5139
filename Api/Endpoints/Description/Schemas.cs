using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Shield.Api.Endpoints.Requests;

namespace Shield.Api.Endpoints.Description;

/// <summary>The kinds of values that the wire knows, as JSON Schema says them.</summary>
internal static class Schemas
{
    private const string Stamp = "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}";
    private const string Moment = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z";

    public static OpenApiSchema Uuid() => new() { Type = JsonSchemaType.String, Format = "uuid" };

    public static OpenApiSchema Truth() => new() { Type = JsonSchemaType.Boolean };

    public static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    public static OpenApiSchema Text(int charsMin, int charsMax, params string[] examples) => new()
    {
        Type = JsonSchemaType.String,
        MinLength = charsMin == 0 ? null : charsMin,
        MaxLength = charsMax,
        Examples = examples.Length == 0 ? null : [.. examples.Select(example => JsonValue.Create(example))],
    };

    public static OpenApiSchema Like(string pattern, int charsMax, params string[] examples)
    {
        var schema = Text(1, charsMax, examples);
        schema.Pattern = pattern;
        return schema;
    }

    /// <summary>One of these words.</summary>
    public static OpenApiSchema Words(params string[] words) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. words.Select(word => JsonValue.Create(word))],
    };

    /// <summary>One of the words of an enumeration, as the wire writes them.</summary>
    public static OpenApiSchema Words<TEnum>(params string[] others)
        where TEnum : struct, Enum =>
        Words([.. Enum.GetValues<TEnum>().Select(WireWords.Of), .. others]);

    public static OpenApiSchema Whole(string format) =>
        new() { Type = JsonSchemaType.Integer, Format = format };

    public static OpenApiSchema Whole(long min, long max)
    {
        var schema = Whole(max <= int.MaxValue ? "int32" : "int64");
        schema.Minimum = $"{min}";
        schema.Maximum = $"{max}";
        return schema;
    }

    /// <summary>RFC 3339.</summary>
    public static OpenApiSchema DateTime() => new()
    {
        Type = JsonSchemaType.String,
        Format = "date-time",
        Examples = ["2026-01-31T16:30:00Z"],
    };

    /// <summary>A whole day, or RFC 3339.</summary>
    public static OpenApiSchema DayOrDateTime() => new()
    {
        AnyOf = [Like("^[0-9]{8}$", 8, "20260131"), DateTime()],
    };

    /// <summary>As the resources of the beginning write moments.</summary>
    public static OpenApiSchema StampOrEmpty() => new()
    {
        Type = JsonSchemaType.String,
        Pattern = $"^({Stamp})?$",
        Description = "YYYY-MM-DD HH:MM:SS in UTC; empty when unset",
    };

    /// <summary>As everything newer writes moments that may be unset.</summary>
    public static OpenApiSchema MomentOrEmpty() => new()
    {
        Type = JsonSchemaType.String,
        Pattern = $"^({Moment})?$",
        Description = "RFC 3339 in UTC; empty when unset",
    };

    /// <summary>An endpoint, as requests may send it.</summary>
    public static OpenApiSchema Endpoint(int charsMax) => new()
    {
        Description = "a JSON object, as it is or inside a string; its fields are those of the plugin",
        AnyOf =
        [
            Text(1, charsMax, """{"base_dir":"/srv/data"}"""),
            new OpenApiSchema { Type = JsonSchemaType.Object },
        ],
    };
}
