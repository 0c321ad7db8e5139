using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;

namespace Shield.Api.Endpoints.Answers;

/// <summary>Writes answers.</summary>
internal static class Answering
{
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";

    /// <summary>Answers 200 with a body.</summary>
    public static Task AnswerAsync<TBody>(
        this HttpContext context,
        TBody body,
        JsonTypeInfo<TBody> shape,
        CancellationToken cancellationToken) =>
        WriteAsync(context, body, shape, Json, cancellationToken);

    /// <summary>Answers with a problem, under the status that the response has.</summary>
    public static Task AnswerProblemAsync(this HttpContext context, ProblemBody problem) =>
        WriteAsync(context, problem, WireJson.Wire.ProblemBody, ProblemJson, context.RequestAborted);

    /// <summary>Answers 200 with an array, row by row as the rows come.</summary>
    /// <remarks>Nothing is sent before the first row is there, so that a catalog that is away is a 503 and
    /// not half a list.</remarks>
    public static async Task AnswerListAsync<TBody>(
        this HttpContext context,
        IAsyncEnumerable<TBody> bodies,
        JsonTypeInfo<TBody> shape,
        CancellationToken cancellationToken)
    {
        await using var rows = bodies.GetAsyncEnumerator(cancellationToken);
        var more = await rows.MoveNextAsync();

        context.Response.ContentType = Json;
        var pipe = context.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(pipe, new JsonWriterOptions
        {
            Encoder = shape.Options.Encoder,
            SkipValidation = true,
        });
        json.WriteStartArray();
        for (; more; more = await rows.MoveNextAsync())
        {
            JsonSerializer.Serialize(json, rows.Current, shape);
            if (json.BytesPending + pipe.UnflushedBytes < FlushBytes) continue;
            await json.FlushAsync(cancellationToken);
            await pipe.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        await json.FlushAsync(cancellationToken);
        await pipe.FlushAsync(cancellationToken);
    }

    // Large enough to be worth a packet or two, small enough not to matter.
    private const int FlushBytes = 16 * 1024;

    private static async Task WriteAsync<TBody>(
        HttpContext context,
        TBody body,
        JsonTypeInfo<TBody> shape,
        string contentType,
        CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, shape);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
