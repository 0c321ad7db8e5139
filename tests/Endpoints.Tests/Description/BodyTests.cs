using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shield.Api.Endpoints.Tests.Description;

/// <summary>What the document says of bodies is what their readers demand.</summary>
public sealed class BodyTests
{
    /// <summary>Bodies of these have no fields that must be there.</summary>
    private static readonly string[] Optional = ["RunJobRequest", "RestoreArchiveRequest"];

    [Fact]
    public Task What_must_be_there_is_what_is_missed_when_nothing_is() => OfEachBodyAsync(async one =>
    {
        var answer = await one.SendAsync(new JsonObject());

        if (Optional.Contains(one.Record)) Assert.Equal(200, answer.Status);
        else Assert.Equal(one.Required, answer.IsProblem(400).Missing);
    });

    [Fact]
    public Task Every_field_that_is_described_is_read_and_no_other_type_will_do() =>
        OfEachBodyAsync(async one =>
        {
            var names = one.Fields.Select(field => field.Name).Order();
            var wrong = names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonArray()));

            var answer = await one.SendAsync(new JsonObject(wrong));

            Assert.Equal(names, answer.IsProblem(400).Faulty.Order());
        });

    [Fact]
    public Task What_is_longer_or_larger_than_is_said_is_refused_and_what_is_not_is_not() =>
        OfEachBodyAsync(async one =>
        {
            foreach (var (name, within, beyond) in one.Fields.SelectMany(Limits))
            {
                var right = await one.SendAsync(new JsonObject { [name] = within });
                var wrong = await one.SendAsync(new JsonObject { [name] = beyond });

                if (right.Status != 200) Assert.DoesNotContain(name, right.IsProblem(400).Faulty);
                Assert.Contains(name, wrong.IsProblem(400).Faulty);
            }
        });

    [Fact]
    public Task What_may_be_null_is_what_may_be_left_out() => OfEachBodyAsync(one =>
    {
        var nullable = one.Fields.Where(field => field.Value.TryGetProperty("type", out var type)
            && type.ValueKind is JsonValueKind.Array).Select(field => field.Name);

        Assert.Equal(one.Fields.Select(field => field.Name).Except(one.Required), nullable);
        return Task.CompletedTask;
    });

    private static IEnumerable<(string Name, JsonNode Within, JsonNode Beyond)> Limits(JsonProperty field)
    {
        if (field.Value.TryGetProperty("minimum", out var min)) yield return (
            field.Name, min.GetInt64(), min.GetInt64() - 1);
        if (field.Value.TryGetProperty("maximum", out var max)) yield return (
            field.Name, max.GetInt64(), max.GetInt64() + 1);
        if (!field.Value.TryGetProperty("maxLength", out var longest)) yield break;
        if (field.Value.TryGetProperty("examples", out var examples))
        {
            var example = examples[0].GetString()!;
            yield return (field.Name, example, new string('a', longest.GetInt32() + 1));
        }
        else
        {
            var whole = new string('a', longest.GetInt32());
            yield return (field.Name, whole, whole + "a");
        }
    }

    private static async Task OfEachBodyAsync(Func<SentBody, Task> check)
    {
        await using var api = await ApiServer.StartAsync();
        var document = await ApiDocument.ReadAsync(api);
        var bodies = document.Operations.Where(one => one.Body is not null).ToArray();
        Assert.True(bodies.Length > 12, "the document has lost its bodies");
        foreach (var operation in bodies) await check(SentBody.Of(api, document, operation));
    }
}
