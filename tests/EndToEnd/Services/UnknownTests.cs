using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Services;

/// <summary>Whoever asks for what is not there is told so, and nobody else notices.</summary>
public sealed class UnknownTests(OneService one) : IClassFixture<OneService>
{
    private const string Nobody = "36f50f26-b007-433a-a67a-bdffbd0746c8";

    private readonly Service _service = one.Service;

    [Fact]
    public async Task A_run_of_a_job_that_nobody_knows_is_answered_with_404()
    {
        var (status, problem) = await PostAsync($"/v1/job/{Nobody}/run", new { });

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains(Nobody, ServiceApi.Text(problem, "detail"), StringComparison.Ordinal);
        Assert.True(await _service.Api.AnswersAsync());
    }

    [Fact]
    public async Task A_restore_to_a_target_that_nobody_knows_is_refused_and_the_service_goes_on()
    {
        var folder = _service.MakeFolder("kept");
        await File.WriteAllTextAsync(Path.Combine(folder, "file"), "text");
        var job = await _service.Api.CreateJobAsync(
            "kept", "fs", new { base_dir = folder }, new { base_dir = _service.MakeFolder("blobs") });
        var done = await _service.Api.EndOfAsync(await _service.Api.RunAsync(job));
        var archive = ServiceApi.Text(done, "archive_uuid");

        var (status, problem) = await PostAsync($"/v1/archive/{archive}/restore", new { target = Nobody });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["target"], problem["errors"]!.AsObject().Select(error => error.Key));
        Assert.False(_service.Child.HasEnded);
        File.Delete(Path.Combine(folder, "file"));
        var restored = await _service.Api.EndOfAsync(await _service.Api.RestoreAsync(archive));
        Assert.Equal("done", ServiceApi.Text(restored, "status"));
        Assert.True(File.Exists(Path.Combine(folder, "file")));
    }

    private async Task<(HttpStatusCode Status, JsonNode Problem)> PostAsync(string path, object body)
    {
        using var http = new HttpClient { BaseAddress = _service.Url, Timeout = Poll.Patience };
        using var answer = await http.PostAsJsonAsync(path, body);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
