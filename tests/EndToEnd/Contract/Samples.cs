using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Shield.EndToEnd.Contract;

/// <summary>Makes values that a schema allows, the same ones for the same seed.</summary>
/// <param name="document">Where references lead.</param>
/// <param name="random">Chooses.</param>
internal sealed class Samples(ApiDocument document, Random random)
{
    private const int CharsMax = 40;
    private const string Letters = "abcXYZ019 _-.,:;/\\'\"<>&%+=äß漢Ω";

    public bool Chance(double probability) => random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    /// <summary>A UUID that is nothing.</summary>
    public string Uuid()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    /// <summary>A value of this schema.</summary>
    public JsonNode? Of(JsonObject given)
    {
        var schema = document.Resolve(given);
        if (schema["enum"] is JsonArray words) return Pick([.. words])!.DeepClone();
        if (schema["anyOf"] is JsonArray choices) return Of(Pick([.. choices])!.AsObject());
        var types = schema["type"] is JsonArray several
            ? several.Select(type => type!.GetValue<string>()).ToArray()
            : [schema["type"]!.GetValue<string>()];
        if (types.Contains("null") && Chance(0.2)) return null;
        return types.First(type => type != "null") switch
        {
            "string" => JsonValue.Create(Text(schema)),
            "integer" => JsonValue.Create(Whole(schema)),
            "boolean" => JsonValue.Create(Chance(0.5)),
            "object" => Record(schema),
            "array" => new JsonArray(),
            var other => throw new NotSupportedException($"no sample of {other} yet"),
        };
    }

    private JsonObject Record(JsonObject schema)
    {
        var required = (schema["required"]?.AsArray() ?? [])
            .Select(name => name!.GetValue<string>()).ToHashSet();
        var record = new JsonObject();
        foreach (var (name, field) in schema["properties"]?.AsObject() ?? [])
        {
            if (required.Contains(name) || Chance(0.6)) record[name] = Of(field!.AsObject());
        }

        return record;
    }

    private string Text(JsonObject schema)
    {
        if (schema["examples"] is JsonArray examples) return Pick([.. examples])!.GetValue<string>();
        if (schema["format"]?.GetValue<string>() is "uuid") return Uuid();
        var longest = Math.Min(schema["maxLength"]?.GetValue<int>() ?? CharsMax, CharsMax);
        var length = random.Next(schema["minLength"]?.GetValue<int>() ?? 0, longest + 1);
        if (schema["pattern"]?.GetValue<string>() is not { } pattern)
            return Repeat(length, () => Letters[random.Next(Letters.Length)]);
        var visible = Repeat(length, () => (char)random.Next('!', '~' + 1));
        return Regex.IsMatch(visible, pattern)
            ? visible
            : throw new NotSupportedException($"no sample of {pattern} yet: give the schema examples");
    }

    private static string Repeat(int count, Func<char> next) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => next()));

    private long Whole(JsonObject schema)
    {
        var (min, max) = (schema["minimum"]!.GetValue<long>(), schema["maximum"]!.GetValue<long>());
        return random.Next(4) switch
        {
            0 => min,
            1 => max,
            _ => random.NextInt64(min, max + 1),
        };
    }
}
