using Shield.Api.Endpoints.Tests.Tasks;
using Shield.Domain;
using Shield.Domain.Tasks;

namespace Shield.Api.Endpoints.Tests.Service;

public sealed class ServiceTests
{
    [Fact]
    public async Task Ping_answers_pong()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/ping");

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("""{"ok":"pong"}""", answer.Text);
    }

    [Fact]
    public async Task Status_shows_version_and_name()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/status");

        Assert.Equal("""{"version":"1.2.3","name":"a name"}""", answer.Text);
    }

    [Fact]
    public async Task The_internal_status_lists_what_waits_and_what_runs()
    {
        await using var api = await ApiServer.StartAsync();
        var late = api.Shield.Add(TaskPhase.Pending);
        api.Shield.Tasks[0] = late with { Priority = 60 };
        var urgent = api.Shield.Add(TaskPhase.Pending);
        var running = api.Shield.Add(TaskPhase.Running);
        api.Shield.Add(TaskPhase.Done);

        var answer = await api.GetAsync("/v1/status/internal");

        Assert.Equal(["pending_tasks", "running_tasks", "schedule_queue", "run_queue"], answer.FieldNames());
        Assert.Equal(2, Uuids(answer, "pending_tasks").Length);
        Assert.Equal([$"{running.Uuid}"], Uuids(answer, "running_tasks"));
        Assert.Equal([$"{urgent.Uuid}", $"{late.Uuid}"], Uuids(answer, "schedule_queue"));
        Assert.Equal([$"{running.Uuid}"], Uuids(answer, "run_queue"));
    }

    [Fact]
    public async Task The_status_of_jobs_is_by_name_and_by_uuid_where_a_name_is_shared()
    {
        await using var api = await ApiServer.StartAsync();
        var alone = api.Shield.AddJob("alone");
        api.Shield.Jobs[0] = alone with { Warning = "run it" };
        var (one, other) = (api.Shield.AddJob("twin"), api.Shield.AddJob("twin"));
        api.Shield.Jobs[2] = other with { Paused = true, LastRun = null, LastTaskStatus = "" };

        var answer = await api.GetAsync("/v1/status/jobs");

        Assert.Equal(["alone", $"twin ({one.Uuid})", $"twin ({other.Uuid})"], answer.FieldNames());
        Assert.Equal(
            """{"name":"alone","last_run":"2015-10-25 11:32:00",""" +
            "\"next_run\":\"\",\"paused\":false,\"status\":\"done\",\"warning\":\"run it\"}",
            answer.Json.GetProperty("alone").GetRawText());
        Assert.Equal(
            """{"name":"twin","last_run":"","next_run":"","paused":true,"status":"","warning":""}""",
            answer.Json.GetProperty($"twin ({other.Uuid})").GetRawText());
    }

    [Fact]
    public async Task Without_jobs_their_status_is_an_empty_object()
    {
        await using var api = await ApiServer.StartAsync();

        Assert.Equal("{}", (await api.GetAsync("/v1/status/jobs")).Text);
    }

    [Fact]
    public async Task While_the_catalog_is_away_the_service_is_healthy_and_not_ready()
    {
        await using var api = await ApiServer.StartAsync();
        Assert.Equal("""{"ok":"ready"}""", (await api.GetAsync("/readyz")).Text);

        api.Shield.Trouble = new ShieldException(Reason.Unavailable, "the catalog is away", "try again");

        Assert.Equal("""{"ok":"healthy"}""", (await api.GetAsync("/healthz")).Text);
        Assert.Equal("5", (await api.GetAsync("/readyz")).IsProblem(503).Headers["Retry-After"]);
    }

    [Fact]
    public async Task The_public_key_is_one_line_of_text()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/meta/pubkey");

        Assert.Equal(200, answer.Status);
        Assert.Equal("text/plain", answer.ContentType);
        Assert.Equal(ApiServer.PublicKey + "\n", answer.Text);
    }

    private static string[] Uuids(Answer answer, string list) =>
    [
        .. answer.Json.GetProperty(list).EnumerateArray()
            .Select(task => task.GetProperty("uuid").GetString()!),
    ];
}
