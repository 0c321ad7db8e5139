using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Silo.Catalog.Tests.Lists;

public sealed class AgentListTests
{
    [Fact]
    public async Task Tasks_that_run_come_with_their_agent_and_what_the_target_is_called_today()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var runs = Samples.Backup(parts, TaskPhase.Running);
        await catalog.PutAsync("task", runs.Uuid.Value, runs);
        foreach (var phase in (TaskPhase[])[TaskPhase.Pending, TaskPhase.Done, TaskPhase.Failed])
        {
            var other = Samples.Backup(parts, phase);
            await catalog.PutAsync("task", other.Uuid.Value, other);
        }

        var found = Assert.Single(await catalog.Lists.ListRunningAsync(CancellationToken.None));

        Assert.Equal((runs.Uuid, TaskKind.Backup, Samples.Agent.Value), (found.Uuid, found.Op, found.Agent));
        Assert.Equal((runs.TargetUuid, parts.Target.Name), (found.Target, found.TargetName));
    }

    [Fact]
    public async Task An_agent_was_seen_when_any_silo_of_its_name_said_last_that_it_lives()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        if (catalog.Database.IsShared) await SeeAsync(catalog);

        var seen = await catalog.Lists.ListSightingsAsync(CancellationToken.None);

        // An embedded catalog knows of no silo but the one that it is in.
        Assert.Equal(
            catalog.Database.IsShared
                ? [
                    new AgentSighting(Samples.Agent.Value, Samples.Noon),
                    new AgentSighting("Silo_core", Samples.Noon.AddHours(-1)),
                ]
                : [],
            seen.OrderBy(sighting => sighting.Agent, StringComparer.Ordinal));
    }

    private static Task SeeAsync(TestCatalog catalog) => catalog.ExecuteAsync($"""
        INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES ('shield');
        INSERT INTO OrleansMembershipTable (
          DeploymentId, Address, Port, Generation, SiloName, HostName, Status, StartTime, IAmAliveTime)
        VALUES
          ('shield', '10.0.0.5', 1, 1, '{Samples.Agent} first', 'db1', 6, now(), '2026-03-01 10:00:00+00'),
          ('shield', '10.0.0.5', 1, 2, '{Samples.Agent} second', 'db1', 6, now(), '2026-03-01 12:00:00+00'),
          ('shield', '10.0.0.1', 1, 3, 'Silo_core', 'core1', 3, now(), '2026-03-01 11:00:00+00');
        """);
}
