using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Kills;

/// <summary>A client that writes as fast as it is answered, until nobody answers any more.</summary>
internal sealed class Writer(ServiceApi api, Ledger ledger, string job, int round)
{
    /// <summary>One in so many writes asks for a backup.</summary>
    private const int RunEvery = 40;

    public async Task RunAsync()
    {
        try
        {
            for (var count = 0; ; count++)
            {
                if (count % RunEvery == 0) ledger.Promised(await api.RunAsync(job), round);
                var name = $"round {round}, number {count}";
                var schedule = await api.CreateAsync("/v1/schedules", new { name, when = "every 6 hours" });
                ledger.Made($"/v1/schedule/{schedule}");
                var endpoint = new { base_dir = "/srv/nowhere" };
                var target = await api.CreateAsync(
                    "/v1/targets", new { name, plugin = "fs", agent = "127.0.0.1:5444", endpoint });
                ledger.Made($"/v1/target/{target}");
            }
        }
        catch (Exception dead) when (dead is HttpRequestException or IOException)
        {
            // It has been killed. What was under way may or may not have happened: nobody has promised it.
        }
    }
}
