using Shield.EndToEnd.Contract;

namespace Shield.EndToEnd.Fuzz;

/// <summary>Makes requests that are about nothing, or come in a way that nobody has thought of.</summary>
internal sealed class HostileRequests(ApiDocument document, Samples samples)
{
    private static readonly string[] Paths =
    [
        "/v1/%00", "/v1/targets%00", "/v1/../v1/targets", "/../../etc/passwd", "/v1/target/..%2f..%2fetc",
        "/v1/%2e%2e/%2e%2e/etc", "//v1//targets", "/v1/targets/", "/V1/TARGETS", "/v1/targets;x=1", "/v1/%",
        "/v1/%zz", "/v1/%C3%28", "/v1/%F0%9F%A6%8A", "/v1/targets%20", "/", "/v1", "/v1/", "/v2/targets",
        "/openapi/v2.json", "/docs/../v1/jobs", "/docs/%2e%2e/v1/jobs", "/v1/plugin/..%2fx", "/v1/agent/%00",
        "/v1/agent/[::1]:1", "/v1/targets?%00=%00", "/v1/targets?=&&&==", "/v1/targets?name=%F0%28",
        "/v1/targets?name=%", "/v1/jobs?limit=1&LIMIT=2", "/v1/jobs?" + new string('&', 3000),
        "/v1/" + new string('a', 3000), "/v1/" + new string('a', 12_000),
        "/v1/jobs?name=" + new string('%', 5000), "/v1" + string.Concat(Enumerable.Repeat("/a", 1000)),
    ];

    private static readonly string[] Verbs =
        ["PATCH", "OPTIONS", "TRACE", "DANCE", "get", "PUT", "DELETE", "POST"];

    private static readonly (string, string)[] Headers =
    [
        ("If-Match", "\"a\", \"b"), ("If-Match", new string(',', 2000)), ("Idempotency-Key", "é"),
        ("X-Shield-Token", "another"), ("Authorization", "Bearer"), ("Authorization", "Basic eDp5"),
        ("Accept", "\u0001"), ("Accept-Encoding", "bogus;q=7"), ("Cookie", new string('c', 8000)),
        ("X-Long", new string('x', 40_000)), ("Range", "bytes=9-1"), ("Expect", "the-unexpected"),
        ("X-HTTP-Method-Override", "DELETE"), ("Forwarded", "for=evil"), ("Origin", "https://evil.example"),
    ];

    /// <summary>Another one.</summary>
    public ApiRequest Next() => samples.Pick([0, 1, 2]) switch
    {
        0 => new ApiRequest("GET", samples.Pick(Paths)),
        1 => new ApiRequest(samples.Pick(Verbs), Anywhere()) { Body = "{}"u8.ToArray() },
        _ => new ApiRequest("GET", Anywhere()) { Headers = [samples.Pick(Headers)] },
    };

    /// <summary>Somewhere in the API, but about no thing that there is.</summary>
    private string Anywhere() => string.Join('/', samples.Pick(document.Operations).Route.Split('/')
        .Select(part => part.StartsWith('{') ? samples.Uuid() : part));
}
