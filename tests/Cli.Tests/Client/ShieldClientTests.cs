using System.Net;
using System.Net.Sockets;
using Shield.Api.Client;

namespace Shield.Cli.Tests.Client;

public sealed class ShieldClientTests
{
    [Fact]
    public async Task An_answer_holds_the_value_and_the_bytes_it_came_in()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/schedules", $"[ {Samples.Schedule} ]");
        using var client = ShieldClient.Connect(new ClientOptions(new Uri(core.Url), null, false));

        var answer = await client.ListSchedulesAsync(ScheduleFilter.None, CancellationToken.None);

        Assert.Equal("nightly", Assert.Single(answer.Value).Name);
        Assert.Equal($"[ {Samples.Schedule} ]", System.Text.Encoding.UTF8.GetString(answer.Json.Span));
    }

    [Fact]
    public async Task A_refusal_carries_the_whole_problem()
    {
        await using var core = await FakeCore.StartAsync();
        core.Refuse(
            $"GET /v1/job/{Samples.JobId}",
            409,
            """{"status":409,"detail":"no","hint":"h","missing":["a"],"errors":{"b":["c"]}}""");
        using var client = ShieldClient.Connect(new ClientOptions(new Uri(core.Url), null, false));

        var refusal = await Assert.ThrowsAsync<ApiRefusalException>(
            () => client.ShowJobAsync(Guid.Parse(Samples.JobId), CancellationToken.None));

        Assert.Equal(HttpStatusCode.Conflict, refusal.Status);
        Assert.Equal("no", refusal.Message);
        Assert.Equal("h", refusal.Problem.Hint);
        Assert.Equal(["a"], refusal.Problem.Missing);
        Assert.Equal(["c"], refusal.Problem.Errors?["b"]);
    }

    [Fact]
    public async Task An_edit_and_a_delete_name_the_etag_that_was_answered_before()
    {
        await using var core = await FakeCore.StartAsync();
        var id = Guid.Parse("36f50f26-b007-433a-a67a-bdffbd0746c8");
        core.On($"GET /v1/retention/{id}", $$"""{"uuid":"{{id}}","name":"n","summary":"","expires":3600}""");
        core.On($"PUT /v1/retention/{id}", """{"ok":"updated","archives_kept":3}""");
        core.On($"DELETE /v1/retention/{id}", """{"ok":"deleted"}""");
        using var client = ShieldClient.Connect(new ClientOptions(new Uri(core.Url), null, false));
        var none = CancellationToken.None;

        var shown = await client.ShowRetentionAsync(id, none);
        var edited = await client.EditRetentionAsync(id, new("n", "", 7200), shown.Tag, none);
        await client.DeleteRetentionAsync(id, tag: null, none);

        Assert.Equal(3, edited.Value.ArchivesKept);
        Assert.Equal(["", "\"0123\"", ""], core.Asked.Select(asked => asked.IfMatch));
        Assert.Equal("""{"name":"n","summary":"","expires":7200}""", core.Asked[1].Body);
    }

    [Fact]
    public async Task A_log_that_is_followed_comes_line_by_line()
    {
        await using var core = await FakeCore.StartAsync();
        var id = Guid.Parse("5e2c416d-36f7-484a-8a2a-3d3d567d55d6");
        core.On($"GET /v1/task/{id}/log", "12:00:00 one\n12:00:01 two\n");
        using var client = ShieldClient.Connect(new ClientOptions(new Uri(core.Url), null, false));
        var none = CancellationToken.None;

        Assert.Equal(["12:00:00 one", "12:00:01 two"], await client.FollowTaskAsync(id, none).ToListAsync());
        Assert.Equal([$"GET /v1/task/{id}/log?follow=t"], core.Lines);
        await Assert.ThrowsAsync<ApiRefusalException>(
            () => client.FollowTaskAsync(Guid.Empty, none).ToListAsync().AsTask());
    }

    [Fact]
    public async Task A_redirect_is_not_followed_for_it_could_carry_the_token_away()
    {
        await using var core = await FakeCore.StartAsync();
        core.Refuse("GET /v1/status", 307, "");
        using var client = ShieldClient.Connect(new ClientOptions(new Uri(core.Url), "t", false));

        var refusal = await Assert.ThrowsAsync<ApiRefusalException>(
            () => client.ShowStatusAsync(CancellationToken.None));

        Assert.Equal(HttpStatusCode.TemporaryRedirect, refusal.Status);
    }

    [Fact]
    public async Task A_connection_that_is_reset_at_once_is_nobody_who_answers()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var end = new CancellationTokenSource();
        var resetting = ResetAllAsync(listener, end.Token);
        var core = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        // Now and then the client finds the connection gone before it has used it.
        for (var round = 0; round < 300; round++)
        {
            using var client = ShieldClient.Connect(new ClientOptions(core, null, false));
            await Assert.ThrowsAsync<CoreUnreachableException>(
                () => client.ShowStatusAsync(CancellationToken.None));
        }

        await end.CancelAsync();
        await resetting;
    }

    [Fact]
    public void The_options_do_not_tell_the_token()
    {
        var options = new ClientOptions(new Uri("http://127.0.0.1/"), "hunter2", false);

        Assert.DoesNotContain("hunter2", options.ToString(), StringComparison.Ordinal);
    }

    private static async Task ResetAllAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(cancellationToken);
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }
}
