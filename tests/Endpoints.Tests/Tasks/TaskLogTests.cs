using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Tasks;

public sealed class TaskLogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 1, TimeSpan.FromHours(2));

    [Fact]
    public async Task A_log_is_plain_text_however_long_it_is()
    {
        await using var api = await ApiServer.StartAsync();
        var task = api.Shield.Add(TaskPhase.Running).Uuid;
        for (var i = 1; i <= 1234; i++) Log(api, task, i, $"line {i} <b>🗄️</b>");

        var answer = await api.GetAsync($"/v1/task/{task}/log");

        Assert.Equal((200, "text/plain"), (answer.Status, answer.ContentType));
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal(
            Enumerable.Range(1, 1234).Select(i => $"10:00:01 line {i} <b>🗄️</b>\n"),
            answer.Text.Split('\n')[..^1].Select(line => line + "\n"));
    }

    [Fact]
    public async Task A_task_without_a_log_has_an_empty_one_and_head_sends_none()
    {
        await using var api = await ApiServer.StartAsync();
        var task = api.Shield.Add(TaskPhase.Pending).Uuid;

        Assert.Equal("", (await api.GetAsync($"/v1/task/{task}/log?follow=f")).Text);
        Log(api, task, 1, "a line");
        var head = await api.SendAsync(HttpMethod.Head, $"/v1/task/{task}/log?follow=t", body: null);
        Assert.Equal((200, "", "text/plain"), (head.Status, head.Text, head.ContentType));
    }

    [Fact]
    public async Task Whoever_follows_gets_each_line_as_it_comes_and_the_end_with_the_task()
    {
        await using var api = await ApiServer.StartAsync();
        var row = api.Shield.Add(TaskPhase.Running);
        Log(api, row.Uuid, 1, "one");
        using var answer = await OpenAsync(api, row.Uuid);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("10:00:01 one", await NextAsync(lines));

        Log(api, row.Uuid, 2, "two");
        Assert.Equal("10:00:01 two", await NextAsync(lines));
        api.Shield.Trouble = new ShieldException(Reason.Unavailable, "the catalog is away", "");
        Log(api, row.Uuid, 3, "three");
        api.Shield.Trouble = null;
        Log(api, row.Uuid, 4, "four");
        api.Shield.Tasks[0] = row with { Status = TaskPhase.Failed };

        Assert.Equal("10:00:01 three", await NextAsync(lines));
        Assert.Equal("10:00:01 four", await NextAsync(lines));
        Assert.Null(await NextAsync(lines));
    }

    [Fact]
    public async Task Whoever_follows_and_leaves_is_forgotten()
    {
        await using var api = await ApiServer.StartAsync();
        var task = api.Shield.Add(TaskPhase.Running).Uuid;
        Log(api, task, 1, "one");

        using (await OpenAsync(api, task))
        {
            // The answer has begun.
        }

        Assert.Equal(200, (await api.GetAsync("/v1/ping")).Status);
        Assert.Empty(api.Log.Lines);
    }

    [Fact]
    public async Task A_service_that_stops_breaks_off_what_is_followed_and_does_not_wait_for_it()
    {
        var api = await ApiServer.StartAsync();
        var task = api.Shield.Add(TaskPhase.Running).Uuid;
        Log(api, task, 1, "one");
        using var answer = await OpenAsync(api, task);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await NextAsync(lines);

        var stop = api.StopAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => NextAsync(lines));
        await stop.WaitAsync(Patience, TimeProvider.System);
        Assert.Empty(api.Log.Lines);
        await api.DisposeAsync();
    }

    [Fact]
    public async Task To_follow_is_true_or_false()
    {
        await using var api = await ApiServer.StartAsync();
        var task = api.Shield.Add(TaskPhase.Done).Uuid;

        Assert.Equal(["follow"], (await api.GetAsync($"/v1/task/{task}/log?follow=1")).IsProblem(400).Faulty);
    }

    private static Task<HttpResponseMessage> OpenAsync(ApiServer api, TaskId task) => api.Http.GetAsync(
        $"/v1/task/{task}/log?follow=t", HttpCompletionOption.ResponseHeadersRead);

    private static Task<string?> NextAsync(StreamReader lines) =>
        lines.ReadLineAsync().WaitAsync(Patience, TimeProvider.System);

    private static void Log(ApiServer api, TaskId task, long id, string text) =>
        api.Shield.LogOf(task).Enqueue(new LoggedLine(id, At, text));
}
