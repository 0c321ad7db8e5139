using System.Text;
using System.Text.Json.Nodes;

namespace Shield.Benchmarks.Programs;

/// <summary>The state of one grain, as it lies in the catalog.</summary>
/// <param name="Noun">Whose: <c>job</c>, <c>archive</c> and so on.</param>
/// <param name="State">The JSON.</param>
internal sealed record StateRow(string Noun, JsonObject State)
{
    public Guid Uuid => Guid.Parse(State["uuid"]!.GetValue<string>());

    /// <summary>The two halves of a UUID by which grain storage keys its rows.</summary>
    public (long N0, long N1) Key
    {
        get
        {
            var bytes = Uuid.ToByteArray();
            return (BitConverter.ToInt64(bytes, 0), BitConverter.ToInt64(bytes, 8));
        }
    }

    public byte[] Payload => Encoding.UTF8.GetBytes(State.ToJsonString());

    /// <summary>Another one, the same but for what is given here, under a UUID of its own.</summary>
    public StateRow With(params (string Field, JsonNode Value)[] fields)
    {
        var state = (JsonObject)State.DeepClone();
        state["uuid"] = $"{Guid.NewGuid():d}";
        foreach (var (field, value) in fields) state[field] = value;
        return new StateRow(Noun, state);
    }

    /// <summary>What a reference to it reads as.</summary>
    public JsonNode Reference => JsonValue.Create($"{Uuid:d}");
}
