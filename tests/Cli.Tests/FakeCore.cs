using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Shield.Cli.Tests;

/// <summary>A real HTTP server on the loopback that answers /v1 with what a test prepared, and remembers
/// what it was asked.</summary>
internal sealed class FakeCore : IAsyncDisposable
{
    private const string Problem = "application/problem+json";

    private readonly ConcurrentDictionary<string, Queue<Reply>> _replies = new();
    private readonly ConcurrentQueue<Asked> _asked = new();
    private readonly WebApplication _app;

    private FakeCore(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public IReadOnlyList<Asked> Asked => [.. _asked];

    /// <summary>"GET /v1/targets?unused=t", in the order they came.</summary>
    public IReadOnlyList<string> Lines => [.. _asked.Select(a => $"{a.Method} {a.PathAndQuery}")];

    public JsonElement LastBody => JsonDocument.Parse(_asked.Last().Body).RootElement;

    public static async Task<FakeCore> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var core = new FakeCore(app);
        app.Run(core.AnswerAsync);
        await app.StartAsync();
        return core;
    }

    /// <summary>Answers in turn; the last one stays. The question is a method and a path without its query.
    /// </summary>
    public FakeCore On(string question, params string[] bodies)
    {
        foreach (var body in bodies) Add(question, new Reply(200, "application/json", body));
        return this;
    }

    public FakeCore Refuse(string question, int status, string problem, string type = Problem)
    {
        Add(question, new Reply(status, type, problem));
        return this;
    }

    /// <summary>Asks for a moment, in whole seconds.</summary>
    public FakeCore Delay(string question, string seconds)
    {
        Add(question, new Reply(503, Problem, """{"status":503,"detail":"busy"}""") { RetryAfter = seconds });
        return this;
    }

    /// <summary>Begins an answer of which more is announced than comes before the connection breaks.
    /// </summary>
    public FakeCore Cut(string question, string begin)
    {
        Add(question, new Reply(200, "application/octet-stream", begin) { Announced = begin.Length + 1 });
        return this;
    }

    /// <summary>Takes the question, and breaks the connection instead of answering.</summary>
    public FakeCore Lose(string question)
    {
        Add(question, new Reply(0, "", ""));
        return this;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Add(string question, Reply reply) => _replies.GetOrAdd(question, _ => new()).Enqueue(reply);

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var request = http.Request;
        var authorization = request.Headers.Authorization.ToString();
        _asked.Enqueue(new Asked(request.Method, request.Path + request.QueryString, body, authorization)
        {
            IfMatch = request.Headers.IfMatch.ToString(),
            Key = request.Headers["Idempotency-Key"].ToString(),
        });
        var reply = _replies.TryGetValue($"{request.Method} {request.Path}", out var queue)
            ? queue.Count > 1 ? queue.Dequeue() : queue.Peek()
            : new Reply(404, Problem, $$"""{"status":404,"detail":"no {{request.Path}}"}""");
        if (reply.Status == 0)
        {
            http.Abort();
            return;
        }

        http.Response.Headers.RetryAfter = reply.RetryAfter;
        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = reply.Type;
        http.Response.Headers.ETag = "\"0123\"";
        http.Response.ContentLength = reply.Announced;
        await http.Response.WriteAsync(reply.Body);
        if (reply.Announced is null) return;
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    private sealed record Reply(int Status, string Type, string Body)
    {
        public string? RetryAfter { get; init; }

        public int? Announced { get; init; }
    }
}

internal sealed record Asked(string Method, string PathAndQuery, string Body, string Authorization)
{
    public string IfMatch { get; init; } = "";

    public string Key { get; init; } = "";
}
