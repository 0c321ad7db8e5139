using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Shield.Api.Contracts;
using Shield.Api.Endpoints.Description;
using Shield.Domain;

namespace Shield.Api.Endpoints.Answers;

/// <summary>Writes answers.</summary>
internal static class Answering
{
    // Large enough to be worth a packet or two, small enough not to matter.
    private const int FlushBytes = 16 * 1024;

    private const string Json = "application/json";
    private const string PlainText = "text/plain; charset=utf-8";
    private const string ProblemJson = "application/problem+json";

    /// <summary>Answers 200 with a body.</summary>
    public static Task AnswerAsync<TBody>(
        this HttpContext context,
        TBody body,
        JsonTypeInfo<TBody> shape,
        CancellationToken cancellationToken)
    {
        context.EnsureDeclared<TBody>(isList: false);
        return AnswerJsonAsync(context, JsonSerializer.SerializeToUtf8Bytes(body, shape), cancellationToken);
    }

    /// <summary>Answers 200 with a body that holds a secret. It is told this once, and kept
    /// nowhere.</summary>
    /// <param name="context">Whose answer it is.</param>
    /// <param name="body">The answer.</param>
    /// <param name="kept">The answer without the secret, for the same request when it comes again.</param>
    /// <param name="shape">How they look.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task AnswerSecretAsync<TBody>(
        this HttpContext context,
        TBody body,
        TBody kept,
        JsonTypeInfo<TBody> shape,
        CancellationToken cancellationToken)
    {
        context.EnsureDeclared<TBody>(isList: false);
        if (context.Features.Get<KeyedAnswer>() is { } keyed)
        {
            await keyed.KeepAsync(JsonSerializer.SerializeToUtf8Bytes(kept, shape));
        }

        context.Response.Headers.CacheControl = "no-store";
        await WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(body, shape), Json, cancellationToken);
    }

    /// <summary>Says which edition of a thing the answer shows, for an If-Match of later on.</summary>
    public static void ShowEdition(this HttpContext context, Edition edition)
    {
        context.Operation().EnsureDeclared(context.Operation().HasETag, HeaderNames.ETag);
        context.Response.Headers.ETag = $"\"{edition.Value}\"";
    }

    /// <summary>Answers 200 with JSON that is written already.</summary>
    public static async Task AnswerJsonAsync(
        this HttpContext context, byte[] json, CancellationToken cancellationToken)
    {
        if (context.Features.Get<KeyedAnswer>() is { } keyed) await keyed.KeepAsync(json);
        await WriteAsync(context, json, Json, cancellationToken);
    }

    /// <summary>Answers with a problem, under the status that the response has.</summary>
    public static Task AnswerProblemAsync(this HttpContext context, ProblemBody problem) =>
        WriteAsync(
            context,
            JsonSerializer.SerializeToUtf8Bytes(problem, WireJson.Wire.ProblemBody),
            ProblemJson,
            context.RequestAborted);

    /// <summary>Begins to answer 200 with text that is still to come.</summary>
    public static Task BeginTextAsync(this HttpContext context, CancellationToken cancellationToken)
    {
        Begin(context.Response, PlainText);
        return context.Response.StartAsync(cancellationToken);
    }

    /// <summary>Answers 200 with an array, row by row as the rows come.</summary>
    /// <remarks>Nothing is sent before there is enough of it to be worth sending, so that a catalog that is
    /// away is a 503 and not half a list.</remarks>
    public static async Task AnswerListAsync<TBody>(
        this HttpContext context,
        IAsyncEnumerable<TBody> bodies,
        JsonTypeInfo<TBody> shape,
        CancellationToken cancellationToken)
    {
        context.EnsureDeclared<TBody>(isList: true);

        // Not the response's own writer: what that has taken, a problem could no longer take the place of.
        var ready = new ArrayBufferWriter<byte>(FlushBytes);
        await using var json = new Utf8JsonWriter(ready, new JsonWriterOptions
        {
            Encoder = shape.Options.Encoder,
            SkipValidation = true,
        });

        json.WriteStartArray();
        await foreach (var body in bodies.WithCancellation(cancellationToken))
        {
            JsonSerializer.Serialize(json, body, shape);
            if (json.BytesPending + ready.WrittenCount >= FlushBytes) await SendReadyAsync();
        }

        json.WriteEndArray();
        await SendReadyAsync();

        async Task SendReadyAsync()
        {
            await json.FlushAsync(cancellationToken);
            if (!context.Response.HasStarted) Begin(context.Response, Json);
            await context.Response.Body.WriteAsync(ready.WrittenMemory, cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            ready.ResetWrittenCount();
        }
    }

    private static void EnsureDeclared<TBody>(this HttpContext context, bool isList)
    {
        var operation = context.Operation();
        operation.EnsureDeclared(
            operation.Answer == typeof(TBody) && operation.IsList == isList, $"answering {typeof(TBody)}");
    }

    private static async Task WriteAsync(
        HttpContext context, byte[] bytes, string contentType, CancellationToken cancellationToken)
    {
        Begin(context.Response, contentType);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    private static void Begin(HttpResponse response, string contentType)
    {
        response.ContentType = contentType;

        // Names may hold anything; a browser must not take them for a page.
        response.Headers.XContentTypeOptions = "nosniff";
    }
}
