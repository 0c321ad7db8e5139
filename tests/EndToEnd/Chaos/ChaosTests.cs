using System.Globalization;
using Shield.EndToEnd.Kills;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Chaos;

/// <summary>Three cores, two agents, a database: whatever is killed, what was asked for is done.</summary>
[Trait("Catalog", "Own")]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Cores = 3, Agents = 2;

    /// <summary>Each victim once; <c>make chaos</c> goes on for longer.</summary>
    private static readonly int Rounds = Number("SHIELD_TEST_ROUNDS", 4);

    private static readonly (int Least, int Most) MegaBytes = (50, Number("SHIELD_TEST_MEGABYTES", 60));

    [Fact]
    public async Task Whatever_process_is_killed_every_backup_is_done_once_and_no_attempt_meets_another()
    {
        var seed = Moments.Seed;
        output.WriteLine($"repeat with SHIELD_TEST_SEED={seed}");
        await using var cluster = await Cluster.StartAsync(Cores, Agents);
        await using var trial = await ChaosTrial.PrepareAsync(cluster, new Random(seed), MegaBytes);

        for (var round = 0; round < Rounds; round++)
        {
            output.WriteLine($"round {round + 1}: {await trial.RoundAsync(round)}");
        }

        await trial.CheckAsync();
    }

    public static int Number(string variable, int otherwise) => int.TryParse(
        Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
        ? number
        : otherwise;
}
