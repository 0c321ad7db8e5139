using System.Text.Json;

namespace Shield.Api.Endpoints.Tests;

/// <summary>What came back.</summary>
internal sealed record Answer(
    int Status, string Text, string ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Text);
            return document.RootElement.Clone();
        }
    }

    public string[] Missing =>
        [.. Json.GetProperty("missing").EnumerateArray().Select(name => name.GetString()!)];

    public string[] Faulty => [.. Json.GetProperty("errors").EnumerateObject().Select(error => error.Name)];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Content.Headers.ContentType?.MediaType ?? "",
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));

    public string TextOf(string field) => Json.GetProperty(field).GetString()!;

    public string[] FieldNames() => [.. Json.EnumerateObject().Select(field => field.Name)];

    /// <summary>Asserts that it is a problem as RFC 9457 has it, with what we add.</summary>
    public Answer IsProblem(int status)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(TextOf("type"));
        Assert.NotEmpty(TextOf("title"));
        Assert.NotEmpty(TextOf("detail"));
        Assert.Equal(TextOf("detail"), TextOf("error"));
        Assert.Equal(JsonValueKind.String, Json.GetProperty("hint").ValueKind);
        Assert.Equal(status == 400, Json.TryGetProperty("missing", out _));
        Assert.Equal(status == 400, Json.TryGetProperty("errors", out _));
        return this;
    }
}
