using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Services;

/// <summary>What the API promises, of a real service: what only real grains and a real catalog can keep.
/// </summary>
public sealed class ContractTests : IAsyncLifetime
{
    private readonly Service _service = Service.Make();

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_delete_names_who_needs_the_thing_and_a_job_leaves_its_archives_and_tasks()
    {
        var job = await MakeJobAsync();
        var task = await _service.Api.EndOfAsync(await _service.Api.RunAsync(job));
        var row = await _service.Api.GetAsync($"/v1/job/{job}");
        var (target, policy) = (ServiceApi.Text(row, "target_uuid"), ServiceApi.Text(row, "retention_uuid"));

        var edit = await SendAsync(
            HttpMethod.Put, $"/v1/retention/{policy}", """{"name":"p","summary":"","expires":7200}""");
        Assert.Equal("""{"ok":"updated","archives_kept":1}""", edit.Text);
        Assert.Equal(["job", "archive"], UsersOf(await SendAsync(HttpMethod.Delete, $"/v1/target/{target}")));
        Assert.Equal(["job"], UsersOf(await SendAsync(HttpMethod.Delete, $"/v1/retention/{policy}")));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Delete, $"/v1/job/{job}")).Status);
        Assert.Equal(["archive"], UsersOf(await SendAsync(HttpMethod.Delete, $"/v1/target/{target}")));
        var free = await SendAsync(HttpMethod.Delete, $"/v1/retention/{policy}");
        Assert.Equal((HttpStatusCode.OK, """{"ok":"deleted"}"""), (free.Status, free.Text));

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, $"/v1/job/{job}")).Status);
        Assert.Single(await _service.Api.ListAsync("/v1/archives?status=valid"));
        var log = await SendAsync(HttpMethod.Get, $"/v1/task/{ServiceApi.Id(task)}/log?follow=t");
        Assert.Equal(ServiceApi.Text(task, "log") + "\n", log.Text);
    }

    [Fact]
    public async Task An_etag_lets_one_of_two_edits_win_and_a_run_leaves_it_as_it_was()
    {
        var job = await MakeJobAsync();
        var tag = (await SendAsync(HttpMethod.Get, $"/v1/job/{job}")).Tag;
        await _service.Api.EndOfAsync(await _service.Api.RunAsync(job));
        var row = await _service.Api.GetAsync($"/v1/job/{job}");

        var edits = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => SendAsync(
            HttpMethod.Put,
            $"/v1/job/{job}",
            $$"""
            {
              "name": "edit {{i}}", "summary": "{{i}}", "store": {{row["store_uuid"]!.ToJsonString()}},
              "target": {{row["target_uuid"]!.ToJsonString()}},
              "retention": {{row["retention_uuid"]!.ToJsonString()}},
              "schedule": {{row["schedule_uuid"]!.ToJsonString()}}
            }
            """,
            ("If-Match", tag!))));

        Assert.Equal(1, edits.Count(edit => edit.Status is HttpStatusCode.OK));
        Assert.Equal(7, edits.Count(edit => edit.Status is HttpStatusCode.PreconditionFailed));
        var after = await _service.Api.GetAsync($"/v1/job/{job}");
        Assert.Equal(ServiceApi.Text(after, "name"), "edit " + ServiceApi.Text(after, "summary"));
        Assert.Equal(row["priority"]!.ToJsonString(), after["priority"]!.ToJsonString());
    }

    [Fact]
    public async Task A_key_makes_one_thing_however_often_it_is_sent_and_whatever_dies_meanwhile()
    {
        var job = await MakeJobAsync();
        const string Body = """{"name":"keyed","when":"daily 4am"}""";
        var key = ("Idempotency-Key", "c0ffee");

        var racing = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => SendAsync(HttpMethod.Post, "/v1/schedules", Body, key)));
        var run = await SendAsync(HttpMethod.Post, $"/v1/job/{job}/run", "", ("Idempotency-Key", "run"));
        await _service.Child.KillAsync();
        await _service.StartAsync();
        var again = await SendAsync(HttpMethod.Post, "/v1/schedules", Body, key);
        var ran = await SendAsync(HttpMethod.Post, $"/v1/job/{job}/run", "", ("Idempotency-Key", "run"));

        Assert.Equal(again.Text, Assert.Single(racing.Select(answer => answer.Text).Distinct()));
        Assert.Single(await _service.Api.ListAsync("/v1/schedules?name=keyed&exact=t"));
        Assert.Equal(run.Text, ran.Text);
        Assert.Single(await _service.Api.AtRestAsync());
        var other = await SendAsync(HttpMethod.Post, "/v1/schedules", Body + " ", key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
    }

    [Fact]
    public async Task A_mask_keeps_the_password_and_the_plugin_still_gets_it()
    {
        var file = Path.Combine(_service.MakeFolder("data"), "file");
        await File.WriteAllTextAsync(file, "data\n");
        var job = await _service.Api.CreateJobAsync(
            "vault",
            "vault",
            new { path = file, password = "canary-7c1f-secret" },
            new { base_dir = _service.MakeFolder("blobs") });
        var made = await _service.Api.GetAsync($"/v1/job/{job}");
        var target = $"/v1/target/{ServiceApi.Text(made, "target_uuid")}";
        var row = (await _service.Api.GetAsync(target)).AsObject();
        row["name"] = "renamed";

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, target, row.ToJsonString())).Status);
        Assert.Equal("done", ServiceApi.Text(
            await _service.Api.EndOfAsync(await _service.Api.RunAsync(job)), "status"));
        row["agent"] = "elsewhere.example:5444";
        var moved = await SendAsync(HttpMethod.Put, target, row.ToJsonString());
        Assert.Equal(HttpStatusCode.BadRequest, moved.Status);
        Assert.Contains("password must be given again", moved.Text, StringComparison.Ordinal);
    }

    private async Task<string> MakeJobAsync()
    {
        var data = _service.MakeFolder("data");
        await File.WriteAllTextAsync(Path.Combine(data, "file"), "data\n");
        return await _service.Api.CreateJobAsync(
            "job", "fs", new { base_dir = data }, new { base_dir = _service.MakeFolder("blobs") });
    }

    private static string[] UsersOf(Reply answer)
    {
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        var users = JsonNode.Parse(answer.Text)!["used_by"]!.AsArray();
        return [.. users.Select(user => ServiceApi.Text(user!, "kind"))];
    }

    private async Task<Reply> SendAsync(
        HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient { BaseAddress = _service.Url };
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        return new Reply(
            answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.ETag?.ToString());
    }

    private sealed record Reply(HttpStatusCode Status, string Text, string? Tag);
}
