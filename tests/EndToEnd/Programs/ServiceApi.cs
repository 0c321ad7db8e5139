using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Shield.EndToEnd.Programs;

/// <summary>The API as any program sees it: paths and JSON, none of our types.</summary>
internal sealed class ServiceApi(Uri url) : IDisposable
{
    /// <summary>What waits for no clock: a test that runs at four in the morning is not disturbed.</summary>
    private const string Never = "0 0 30 2 *";

    private static readonly HashSet<string> Endings = ["done", "failed", "canceled"];

    private readonly HttpClient _http = new(new BrokenAtOnce()) { BaseAddress = url };

    public static string Id(JsonNode thing) => Text(thing, "uuid");

    public static string Text(JsonNode thing, string field) => thing[field]!.GetValue<string>();

    public async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _http.GetAsync("/v1/ping");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The answer as it is, a refusal too.</summary>
    public Task<HttpResponseMessage> AskAsync(string path) => _http.GetAsync(path);

    /// <exception cref="HttpRequestException">The service is away, or cannot tell now.</exception>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return await ReadAsync(answer, $"GET {path}");
    }

    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path) =>
        [.. (await GetAsync(path)).AsArray().Select(row => row!)];

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        return await ReadAsync(answer, $"POST {path}");
    }

    public async Task<JsonNode> DeleteAsync(string path)
    {
        using var answer = await _http.DeleteAsync(path);
        return await ReadAsync(answer, $"DELETE {path}");
    }

    /// <summary>Makes something and answers its UUID.</summary>
    public async Task<string> CreateAsync(string path, object body) => Id(await PostAsync(path, body));

    /// <summary>Asks for a backup; answers the task that was promised.</summary>
    public async Task<string> RunAsync(string job) =>
        Text(await PostAsync($"/v1/job/{job}/run", new { }), "task_uuid");

    /// <summary>Asks for a restore, into its own target unless another is named.</summary>
    public async Task<string> RestoreAsync(string archive, string? target = null)
    {
        object body = target is null ? new { } : new { target };
        return Text(await PostAsync($"/v1/archive/{archive}/restore", body), "task_uuid");
    }

    /// <summary>The task, once it has ended.</summary>
    public async Task<JsonNode> EndOfAsync(string task)
    {
        JsonNode? row = null;
        await Poll.UntilAsync(
            async () => HasEnded(row = await GetInTheEndAsync($"/v1/task/{task}")),
            () => $"task {task} does not end: {row}");
        return row!;
    }

    /// <summary>All tasks, once all have ended.</summary>
    public async Task<IReadOnlyList<JsonNode>> AtRestAsync()
    {
        IReadOnlyList<JsonNode> all = [];
        await Poll.UntilAsync(
            async () =>
            {
                all = [.. (await GetInTheEndAsync("/v1/tasks")).AsArray().Select(row => row!)];
                return all.All(HasEnded);
            },
            () => "these tasks do not end: " + string.Join('\n', all.Where(task => !HasEnded(task))));
        return all;
    }

    /// <summary>A job between two plugins, with all that it needs; answers its UUID.</summary>
    public async Task<string> CreateJobAsync(
        string name,
        string plugin,
        object target,
        object store,
        string storePlugin = "fs",
        string when = Never,
        string agent = "127.0.0.1:5444")
    {
        return await CreateAsync("/v1/jobs", new
        {
            name,
            paused = false,
            target = await CreateAsync("/v1/targets", new { name, plugin, endpoint = target, agent }),
            store = await CreateAsync("/v1/stores", new { name, plugin = storePlugin, endpoint = store }),
            schedule = await CreateAsync("/v1/schedules", new { name, when }),
            retention = await CreateAsync("/v1/retention", new { name, expires = 30 * 24 * 3600 }),
        });
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Asks again as long as the answer is that the service cannot tell now.</summary>
    private async Task<JsonNode> GetInTheEndAsync(string path)
    {
        JsonNode? found = null;
        await Poll.UntilAsync(
            async () =>
            {
                using var answer = await _http.GetAsync(path);
                if (answer.StatusCode is HttpStatusCode.ServiceUnavailable) return false;
                found = await ReadAsync(answer, $"GET {path}");
                return true;
            },
            () => $"GET {path} is answered with 503");
        return found!;
    }

    private static bool HasEnded(JsonNode task) => Endings.Contains(Text(task, "status"));

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, string request)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
        {
            throw new HttpRequestException($"{request}: {text}", null, answer.StatusCode);
        }

        Assert.True(answer.IsSuccessStatusCode, $"{request}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }
}
