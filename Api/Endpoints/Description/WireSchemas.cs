using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Shield.Api.Contracts;

namespace Shield.Api.Endpoints.Description;

/// <summary>Says of the records of the wire what they look like, by what writes and reads them.</summary>
/// <param name="document">Where each record is described once, and referred to.</param>
internal sealed class WireSchemas(OpenApiDocument document)
{
    /// <summary>The end of the name of a record that is sent and not answered.</summary>
    private const string Request = "Request";

    /// <summary>The schema of a type that the wire knows.</summary>
    public IOpenApiSchema Of(Type type)
    {
        if (type == typeof(Guid)) return Schemas.Uuid();
        if (type == typeof(string)) return Schemas.Text();
        if (type == typeof(bool)) return Schemas.Truth();
        if (type == typeof(int)) return Schemas.Whole("int32");
        if (type == typeof(long)) return Schemas.Whole("int64");
        if (type == typeof(DateTimeOffset)) return Schemas.DateTime();
        var known = WireJson.Wire.GetTypeInfo(type)
            ?? throw new InvalidOperationException($"{type} is not known to the wire");
        return known.Kind switch
        {
            JsonTypeInfoKind.Enumerable => ListOf(known.ElementType!),
            JsonTypeInfoKind.Dictionary => MapOf(known.ElementType!),
            JsonTypeInfoKind.Object => Record(known),
            _ => throw new InvalidOperationException($"{type} has no schema yet"),
        };
    }

    /// <summary>An array of them.</summary>
    public OpenApiSchema ListOf(Type type) => new() { Type = JsonSchemaType.Array, Items = Of(type) };

    private OpenApiSchema MapOf(Type type) =>
        new() { Type = JsonSchemaType.Object, AdditionalProperties = Of(type) };

    private OpenApiSchemaReference Record(JsonTypeInfo record)
    {
        var name = record.Type.Name;
        if (document.Components?.Schemas?.ContainsKey(name) is not true)
        {
            var schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string>(),
                Properties = new Dictionary<string, IOpenApiSchema>(),
            };
            document.AddComponent(name, schema);
            foreach (var field in record.Properties) Add(schema, record.Type, field);
        }

        return new OpenApiSchemaReference(name, document);
    }

    private void Add(OpenApiSchema schema, Type record, JsonPropertyInfo field)
    {
        var type = Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;
        var value = WireFields.Known.TryGetValue($"{record.Name}.{field.Name}", out var known)
            ? known()
            : Of(type);
        var isRequest = record.Name.EndsWith(Request, StringComparison.Ordinal);

        // What is not written when it is null is never null; what may be sent as null may be left out.
        var isOptional = isRequest ? field.IsGetNullable : IsLeftOut(field);
        if (field.IsGetNullable && !IsLeftOut(field) && value is OpenApiSchema own)
        {
            own.Type |= JsonSchemaType.Null;
        }

        if (!isOptional) schema.Required!.Add(field.Name);
        schema.Properties![field.Name] = value;
    }

    private static bool IsLeftOut(JsonPropertyInfo field) =>
        field.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: false) is true;
}
