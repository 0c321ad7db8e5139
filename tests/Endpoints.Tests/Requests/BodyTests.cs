using System.Net.Http.Headers;
using System.Text;

namespace Shield.Api.Endpoints.Tests.Requests;

public sealed class BodyTests
{
    [Theory]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("""{"name":"n",}""")]
    [InlineData("""{"name":"n"} {}""")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":"\u0000"}""")]
    [InlineData("""{"\udc00":1}""")]
    public async Task What_is_no_json_object_is_refused(string body)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/targets", body);

        Assert.Equal(["body"], answer.IsProblem(400).Faulty);
    }

    [Fact]
    public async Task What_is_no_utf8_is_refused()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await SendAsync(api, [.. "{\"name\":\""u8, 0xff, .. "\"}"u8]);

        Assert.Equal(["body"], answer.IsProblem(400).Faulty);
    }

    [Fact]
    public async Task Too_deep_a_body_is_refused()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/targets", $"{{\"name\":{new string('[', 100_000)}");

        Assert.Equal(["body"], answer.IsProblem(400).Faulty);
    }

    [Fact]
    public async Task A_body_just_under_the_limit_is_read()
    {
        await using var api = await ApiServer.StartAsync();
        var body = $"{{\"color\":\"{new string('x', 1024 * 1024 - 12)}\"}}";
        Assert.Equal(1024 * 1024, Encoding.UTF8.GetByteCount(body));

        var answer = await api.PostAsync("/v1/retention", body);

        Assert.Equal(["name", "expires"], answer.IsProblem(400).Missing);
    }

    [Theory]
    [InlineData(1024 * 1024 + 1, false)]
    [InlineData(1024 * 1024 + 1, true)]
    [InlineData(8 * 1024 * 1024, false)]
    [InlineData(8 * 1024 * 1024, true)]
    public async Task A_body_over_the_limit_is_too_large_and_still_answered(int bytes, bool chunked)
    {
        await using var api = await ApiServer.StartAsync();
        var content = new ByteArrayContent(new byte[bytes]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/targets") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;

        var answer = await api.SendAsync(request);

        answer.IsProblem(413);
        Assert.Equal(200, (await api.GetAsync("/v1/ping")).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task The_content_type_does_not_matter(string? contentType)
    {
        await using var api = await ApiServer.StartAsync();
        var content = new ByteArrayContent("""{"name":"n","expires":3600}"""u8.ToArray());
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/retention") { Content = content };

        var answer = await api.SendAsync(request);

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("name", 501)]
    [InlineData("summary", 10_001)]
    public async Task A_text_that_is_too_long_is_refused(string field, int chars)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync(
            "/v1/retention", $$"""{"NAME":"n","expires":3600,"{{field}}":"{{new string('x', chars)}}"}""");

        Assert.Equal([field], answer.IsProblem(400).Faulty);
    }

    private static async Task<Answer> SendAsync(ApiServer api, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/targets")
        {
            Content = new ByteArrayContent(body),
        };
        return await api.SendAsync(request);
    }
}
