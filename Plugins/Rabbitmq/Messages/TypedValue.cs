using System.Globalization;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Shield.Plugins.Rabbitmq.Messages;

/// <summary>A value of a message's headers, as JSON that keeps its type: an object with one member, whose
/// name is the letter that AMQP 0-9-1 has for the type (as RabbitMQ uses them).</summary>
internal static class TypedValue
{
    /// <summary>A long string that is no UTF-8, in base64; AMQP has no letter for it.</summary>
    private const string RawString = "S64";

    public static JsonObject ToJson(object? value) => value switch
    {
        null => Of("V", null),
        bool flag => Of("t", flag),
        sbyte number => Of("b", number),
        byte number => Of("B", number),
        short number => Of("s", number),
        ushort number => Of("u", number),
        int number => Of("I", number),
        uint number => Of("i", number),
        long number => Of("l", number),
        // As text: the shortest one that gives the same bits again.
        float number => Of("f", number.ToString("R", CultureInfo.InvariantCulture)),
        double number => Of("d", number.ToString("R", CultureInfo.InvariantCulture)),
        decimal number => Of("D", number.ToString(CultureInfo.InvariantCulture)),
        AmqpTimestamp time => Of("T", time.UnixTime),
        BinaryTableValue binary => Of("x", Convert.ToBase64String(binary.Bytes)),
        byte[] text => Utf8Text.TryRead(text, out var read)
            ? Of("S", read)
            : Of(RawString, Convert.ToBase64String(text)),
        string text => Of("S", text),
        IDictionary<string, object?> table => Of("F", TableToJson(table)),
        System.Collections.IList list => Of("A", new JsonArray([.. list.Cast<object?>().Select(ToJson)])),
        _ => throw new NotSupportedException($"a header of type {value.GetType().Name}"),
    };

    public static JsonObject TableToJson(IDictionary<string, object?> table) =>
        new(table.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)ToJson(entry.Value))));

    /// <exception cref="FormatException">It is no such object.</exception>
    public static object? FromJson(JsonNode? node)
    {
        if (node is not JsonObject { Count: 1 } typed) throw new FormatException("a value without its type");
        var (type, value) = typed.First();
        return (type, value) switch
        {
            ("V", null) => null,
            ("t", not null) => value.GetValue<bool>(),
            ("b", not null) => value.GetValue<sbyte>(),
            ("B", not null) => value.GetValue<byte>(),
            ("s", not null) => value.GetValue<short>(),
            ("u", not null) => value.GetValue<ushort>(),
            ("I", not null) => value.GetValue<int>(),
            ("i", not null) => value.GetValue<uint>(),
            ("l", not null) => value.GetValue<long>(),
            ("f", not null) => float.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture),
            ("d", not null) => double.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture),
            ("D", not null) => decimal.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture),
            ("T", not null) => new AmqpTimestamp(value.GetValue<long>()),
            ("x", not null) => new BinaryTableValue(Convert.FromBase64String(value.GetValue<string>())),
            ("S", not null) => System.Text.Encoding.UTF8.GetBytes(value.GetValue<string>()),
            (RawString, not null) => Convert.FromBase64String(value.GetValue<string>()),
            ("F", JsonObject table) => TableFromJson(table),
            ("A", JsonArray list) => list.Select(FromJson).ToList(),
            _ => throw new FormatException("a value of a type that is not known"),
        };
    }

    public static Dictionary<string, object?> TableFromJson(JsonObject table) =>
        table.ToDictionary(entry => entry.Key, entry => FromJson(entry.Value), StringComparer.Ordinal);

    private static JsonObject Of(string type, JsonNode? value) => new() { [type] = value };
}
