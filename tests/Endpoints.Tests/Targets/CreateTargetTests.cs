using Shield.Domain.Targets;

namespace Shield.Api.Endpoints.Tests.Targets;

public sealed class CreateTargetTests
{
    private const string Whole = """
        {
          "name": "Target Name", "summary": "a short description", "plugin": "plugin-name",
          "endpoint": "{\"encoded\":\"json\"}", "agent": "10.17.66.54:5544"
        }
        """;

    [Fact]
    public async Task A_target_is_created_under_a_new_uuid()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/targets", Whole);

        Assert.Equal(200, answer.Status);
        Assert.Equal(["ok", "uuid"], answer.FieldNames());
        Assert.Equal("created", answer.TextOf("ok"));
        Assert.True(Guid.TryParseExact(answer.TextOf("uuid"), "d", out _));
        var target = Assert.IsType<TargetDefinition>(Assert.Single(api.Shield.Created));
        Assert.Equal("Target Name", target.Name);
        Assert.Equal("a short description", target.Summary);
        Assert.Equal("plugin-name", target.Plugin.Value);
        Assert.Equal("""{"encoded":"json"}""", target.Endpoint.Json);
        Assert.Equal("10.17.66.54:5544", target.Agent.Value);
    }

    [Fact]
    public async Task An_endpoint_may_be_an_object()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/targets", """
            {"name": "n", "plugin": "fs", "agent": "h:1", "endpoint": {"a":[1,{"b":null}]}}
            """);

        Assert.Equal(200, answer.Status);
        var target = Assert.IsType<TargetDefinition>(Assert.Single(api.Shield.Created));
        Assert.Equal("""{"a":[1,{"b":null}]}""", target.Endpoint.Json);
    }

    [Fact]
    public async Task Keys_are_matched_in_any_case_and_unknown_ones_are_ignored()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/targets", """
            {"NAME": "n", "Plugin": "fs", "endPoint": "{}", "AGENT": "h:1", "color": "red", "uuid": 7}
            """);

        Assert.Equal(200, answer.Status);
        Assert.Equal("", Assert.IsType<TargetDefinition>(Assert.Single(api.Shield.Created)).Summary);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("{}")]
    [InlineData("""{"name":"","plugin":null,"endpoint":"","agent":""}""")]
    public async Task Whatever_is_missing_is_named_in_the_order_of_declaration(string body)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/targets", body);

        answer.IsProblem(400);
        Assert.Equal(["name", "plugin", "endpoint", "agent"], answer.Missing);
        Assert.Empty(answer.Faulty);
        Assert.Empty(api.Shield.Created);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/targets", """
            {"summary": 5, "plugin": "../x", "endpoint": "[1]", "agent": "nowhere"}
            """);

        answer.IsProblem(400);
        Assert.Equal(["name"], answer.Missing);
        Assert.Equal(["summary", "plugin", "endpoint", "agent"], answer.Faulty);
        Assert.All(answer.Json.GetProperty("errors").EnumerateObject(), error =>
            Assert.NotEmpty(error.Value.EnumerateArray().Single().GetString()!));
        Assert.Contains("host:port", answer.TextOf("detail"), StringComparison.Ordinal);
        Assert.Contains("10.0.0.5:5444", answer.TextOf("hint"), StringComparison.Ordinal);
        Assert.Empty(api.Shield.Created);
    }

    [Theory]
    [InlineData("name", "5")]
    [InlineData("name", "[]")]
    [InlineData("plugin", "\"A\"")]
    [InlineData("plugin", "\"a b\"")]
    [InlineData("plugin", "\"/bin/sh\"")]
    [InlineData("plugin", "true")]
    [InlineData("endpoint", "\"nonsense\"")]
    [InlineData("endpoint", "\"5\"")]
    [InlineData("endpoint", "5")]
    [InlineData("endpoint", "[{}]")]
    [InlineData("endpoint", """{"a":1,"a":2}""")]
    [InlineData("endpoint", "\"{\\\"a\\\":\\\"\\\\ud800\\\"}\"")]
    [InlineData("endpoint", "\"{\\\"a\\\":\\\"\\\\u0000\\\"}\"")]
    [InlineData("endpoint", """{"password":"••••••"}""")]
    [InlineData("agent", "\"10.0.0.5\"")]
    [InlineData("agent", "\"10.0.0.5:0\"")]
    [InlineData("agent", "\"10.0.0.5:65536\"")]
    [InlineData("agent", "\":5444\"")]
    [InlineData("agent", "\"a b:1\"")]
    [InlineData("agent", "5444")]
    public async Task A_wrong_value_is_named_and_changes_nothing(string field, string value)
    {
        await using var api = await ApiServer.StartAsync();
        var fields = new Dictionary<string, string>
        {
            ["name"] = "\"n\"",
            ["plugin"] = "\"fs\"",
            ["endpoint"] = "{}",
            ["agent"] = "\"h:1\"",
        };
        fields[field] = value;

        var answer = await api.PostAsync(
            "/v1/targets", $"{{{string.Join(',', fields.Select(f => $"\"{f.Key}\":{f.Value}"))}}}");

        answer.IsProblem(400);
        Assert.Equal([field], answer.Faulty);
        Assert.Empty(answer.Missing);
        Assert.Empty(api.Shield.Created);
    }

    [Fact]
    public async Task A_refused_endpoint_does_not_repeat_its_secret()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/targets", """
            {"name": "n", "plugin": "fs", "agent": "h:1", "endpoint": "{\"password\":\"hunter2\""}
            """);

        answer.IsProblem(400);
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(api.Log.Lines, line => line.Contains("hunter2", StringComparison.Ordinal));
    }
}
