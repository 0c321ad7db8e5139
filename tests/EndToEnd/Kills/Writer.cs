using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Kills;

/// <summary>A client of a service that may die at any moment.</summary>
internal sealed class Writer(ServiceApi api, Ledger ledger, int round)
{
    /// <summary>Writes as fast as it is answered, until nobody answers any more, or only that it cannot be
    /// done.</summary>
    public Task WriteForEverAsync() => UntilDeadAsync(async () =>
    {
        for (var count = 0; ; count++)
        {
            var name = $"round {round}, number {count}";
            var schedule = await api.CreateAsync("/v1/schedules", new { name, when = "every 6 hours" });
            ledger.Made($"/v1/schedule/{schedule}");
            var endpoint = new { base_dir = "/srv/nowhere" };
            var target = await api.CreateAsync(
                "/v1/targets", new { name, plugin = "fs", agent = "127.0.0.1:5444", endpoint });
            ledger.Made($"/v1/target/{target}");
        }
    });

    /// <summary>Asks for one backup.</summary>
    public Task RunAsync(string job) =>
        UntilDeadAsync(async () => ledger.Promised(await api.RunAsync(job), round));

    private static async Task UntilDeadAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception dead) when (dead is HttpRequestException or IOException)
        {
            // It has been killed, or its database has. What was under way may or may not have happened:
            // nobody has promised it.
        }
    }
}
