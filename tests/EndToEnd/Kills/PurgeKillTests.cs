using System.Globalization;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Kills;

public sealed class PurgeKillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rounds = 8;

    /// <summary>Within so long the answer to DELETE comes, and the blob is gone.</summary>
    private static readonly TimeSpan Undisturbed = TimeSpan.FromMilliseconds(80);

    /// <summary>A kill between "it is to go" and the task that removes it costs the pause after the first
    /// try, and the sweep that follows it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Service _service = Service.Make();

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task However_the_service_is_killed_what_was_deleted_goes_and_what_was_not_stays()
    {
        var seed = Moments.Seed;
        output.WriteLine($"repeat with SHIELD_TEST_SEED={seed}");
        var moments = new Moments(seed);
        var blobs = _service.MakeFolder("blobs");
        var job = await _service.Api.CreateJobAsync(
            "docs", "fs", new { base_dir = _service.MakeFolder("docs") }, new { base_dir = blobs });
        var kept = await BackUpAsync(job);
        var promised = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var archive = await BackUpAsync(job);
            var moment = Undisturbed * moments.NextPart();
            if (await DeleteAndKillAsync(archive, moment)) promised.Add(archive);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"killed after {moment.TotalMilliseconds:0} ms, {promised.Count} promised"));
            await _service.StartAsync();
        }

        await UntilAsync(async () =>
            (await StatusesAsync()).Values.All(status => status is "valid" or "purged"));

        var statuses = await StatusesAsync();
        Assert.Equal("valid", statuses[kept]);
        Assert.All(promised, archive => Assert.Equal("purged", statuses[archive]));
        Assert.Equal(
            statuses.Where(pair => pair.Value == "valid").Select(pair => pair.Key).Order(),
            BlobsIn(blobs).Order());
    }

    private async Task<string> BackUpAsync(string job) => ServiceApi.Text(
        await _service.Api.EndOfAsync(await _service.Api.RunAsync(job)), "archive_uuid");

    /// <returns>Whether the answer came.</returns>
    private async Task<bool> DeleteAndKillAsync(string archive, TimeSpan moment)
    {
        var delete = _service.Api.DeleteAsync($"/v1/archive/{archive}");
        await Task.Delay(moment, TimeProvider.System);
        await _service.Child.KillAsync();
        try
        {
            await delete;
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<Dictionary<string, string>> StatusesAsync() =>
        (await _service.Api.ListAsync("/v1/archives"))
            .ToDictionary(ServiceApi.Id, archive => ServiceApi.Text(archive, "status"));

    private static IEnumerable<string> BlobsIn(string folder)
    {
        const int UuidCharacters = 36;
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => file[^UuidCharacters..]);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var (clock, start) = (TimeProvider.System, TimeProvider.System.GetTimestamp());
        while (!await isSo())
        {
            if (clock.GetElapsedTime(start) > Patience) throw new TimeoutException("one does not go");
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock);
        }
    }
}
