using System.Globalization;
using System.Text;

namespace Shield.Api.Endpoints.Tests;

/// <summary>Requests that nobody sends on purpose, and some that somebody does.</summary>
public sealed class HostileRequestTests
{
    private const int Requests = 3000;
    private const int Seed = 20260131;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private static readonly string[] Verbs =
        ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "DANCE"];

    private static readonly string[] Paths =
    [
        "/v1/ping", "/v1/status", "/v1/targets", "/v1/stores", "/v1/schedules", "/v1/retention", "/v1/jobs",
        "/v1/archives", "/v1/tasks", "/v1/timespec", "/v1/target/{0}", "/v1/store/{0}", "/v1/schedule/{0}",
        "/v1/retention/{0}", "/v1/job/{0}", "/v1/job/{0}/run", "/v1/job/{0}/pause", "/v1/job/{0}/unpause",
        "/v1/archive/{0}", "/v1/archive/{0}/restore", "/v1/task/{0}", "/v1/task/{0}/log",
        "/v1/status/internal", "/v1/status/jobs", "/healthz", "/readyz", "/v1/{0}", "/{0}/{0}",
    ];

    private static readonly string[] Fields =
    [
        "name", "summary", "plugin", "endpoint", "agent", "when", "expires", "store", "target", "retention",
        "schedule", "paused", "priority", "owner", "limit", "cursor", "unused", "exact", "status", "active",
        "debug", "after", "before", "zone", "count", "NAME", "",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "t", "f", "true", "fs", "daily at 4am", "every minute in Europe/Berlin", "0 4 * * *", "h:1",
        "3600", "0", "-1", "1e999", "99999999999999999999", "NaN", "null", "{}", "[]", "{\"a\":1}", "../../x",
        "36f50f26-b007-433a-a67a-bdffbd0746c8", "20260131", "99991231", "2026-01-31T00:00:00+23:59", "done",
        "' OR 1=1 --", "%s%n", "\u0000", "\u202e", "🦊", "ß", "a\r\nb", "<script>", "\\", "\"", "UTC", "MDAw",
    ];

    private static readonly string[] Tags =
        ["*", "\"a\"", "W/\"a\"", "a", "", " ", "\"", "\"a\", \"b\"", ",", "a b", new('x', 300)];

    [Fact]
    public async Task No_request_makes_a_mistake_of_ours_or_hangs()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        var random = new Random(Seed);
        var statuses = new Dictionary<int, int>();

        for (var i = 0; i < Requests; i++)
        {
            using var request = Make(random, job.Uuid.ToString());
            var description = $"{i}: {request.Method} {request.RequestUri}";
            var answer = await api.SendAsync(request).WaitAsync(AnswerWithin, TimeProvider.System);
            Assert.True(answer.Status < 500, description);
            if (answer.Status >= 400 && request.Method != HttpMethod.Head) answer.IsProblem(answer.Status);
            statuses[answer.Status] = statuses.GetValueOrDefault(answer.Status) + 1;
        }

        Assert.Empty(api.Log.Lines);
        Assert.Superset(new HashSet<int> { 200, 400, 404, 405 }, statuses.Keys.ToHashSet());
    }

    [Theory]
    [InlineData("GET /v1/target/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1/targets?name=%zz%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1/targets?%00=%00&&&=== HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET http://evil.example/v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1/jobs HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n")]
    [InlineData("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("NONSENSE\r\n\r\n")]
    public async Task Raw_nonsense_is_answered_with_a_fault_of_the_caller(string bytes)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.SendRawAsync(bytes).WaitAsync(AnswerWithin, TimeProvider.System);

        Assert.Matches(@"\AHTTP/1\.1 [24][0-9]{2} ", answer);
        Assert.Equal(200, (await api.GetAsync("/v1/ping")).Status);
    }

    private static HttpRequestMessage Make(Random random, string uuid)
    {
        var part = random.Next(3) switch
        {
            0 => uuid,
            1 => "36f50f26-b007-433a-a67a-bdffbd0746c8",
            _ => Uri.EscapeDataString(Pick(random, Texts).Replace("\0", "x", StringComparison.Ordinal)),
        };
        if (part.Length == 0) part = "x";
        var path = string.Format(CultureInfo.InvariantCulture, Pick(random, Paths), part);
        var query = random.Next(2) == 0 ? "" : $"?{Query(random)}";
        var request = new HttpRequestMessage(new HttpMethod(Pick(random, Verbs)), path + query);
        if (random.Next(3) > 0) request.Content = new ByteArrayContent(Body(random));
        foreach (var header in (string[])["If-Match", "Idempotency-Key"])
        {
            if (random.Next(4) == 0) request.Headers.TryAddWithoutValidation(header, Pick(random, Tags));
        }

        return request;
    }

    private static string Query(Random random) => string.Join('&', Enumerable.Range(0, random.Next(1, 5))
        .Select(_ => $"{Pick(random, Fields)}={Uri.EscapeDataString(Pick(random, Texts))}"));

    private static byte[] Body(Random random)
    {
        var fields = Enumerable.Range(0, random.Next(8))
            .Select(_ => $"\"{Pick(random, Fields)}\":{Value(random)}");
        var bytes = Encoding.UTF8.GetBytes($"{{{string.Join(',', fields)}}}");

        // Half of the bodies are damaged: some bytes changed, or the end cut off.
        if (random.Next(2) == 0) return bytes;
        for (var i = random.Next(4); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes[..random.Next(bytes.Length + 1)];
    }

    private static string Value(Random random) => random.Next(6) switch
    {
        0 => Pick(random, ["null", "true", "false", "0", "-1", "1e999", "3600", "0.1", "[]", "{}", "[[{}]]"]),
        1 => "\"\\ud800\"",
        2 => """{"password":"x","a":{"key":[1,2,{"token":null}]}}""",
        _ => System.Text.Json.JsonSerializer.Serialize(Pick(random, Texts)),
    };

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
