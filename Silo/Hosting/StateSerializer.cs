using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;

namespace Shield.Silo.Hosting;

/// <summary>Grain state as the JSON that the projections read, and as nothing else.</summary>
/// <param name="json">Every state there is; any other is refused.</param>
internal sealed class StateSerializer(JsonSerializerContext json) : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) =>
        new(JsonSerializer.SerializeToUtf8Bytes(input, typeof(T), json));

    public T Deserialize<T>(BinaryData input) =>
        (T)(JsonSerializer.Deserialize(input.ToMemory().Span, typeof(T), json)
            ?? throw new JsonException($"the stored {typeof(T).Name} is null"));
}
