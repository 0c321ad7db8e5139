using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Kills;

public sealed class KillTests(ITestOutputHelper output)
{
    private const int Rounds = 20;
    private const int QueuedEvery = 3;
    private const int RestoreEvery = 5;
    private const int KilledTwiceEvery = 5;
    private const int RestoreLanes = 3;

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_that_it_has_acknowledged()
    {
        var seed = Moments.Seed;
        output.WriteLine($"repeat with SHIELD_TEST_SEED={seed}");
        var moments = new Moments(seed);
        await using var service = await Service.StartNewAsync();
        var trial = await KillTrial.PrepareAsync(service, new Random(seed));
        var undisturbed = await trial.MeasureAsync();
        output.WriteLine($"undisturbed: {undisturbed.TotalMilliseconds:0} ms");

        for (var round = 1; round <= Rounds; round++)
        {
            var moment = moments.Next(round, undisturbed);
            output.WriteLine($"round {round}: killed {moment.TotalMilliseconds:0} ms after the promise");
            await trial.KillAsync(round, moment, isQueued: round % QueuedEvery == 0);
            if (round % KilledTwiceEvery == 2) await trial.KillStartingAsync(moments.NextPart());
            await trial.StartAgainAsync();
            output.WriteLine($"round {round}: {await trial.CheckAsync(round)}");
            if (round % RestoreEvery == 0) await trial.RestoreLastAsync();
        }

        var archives = await trial.CheckAllAsync(RestoreLanes);
        output.WriteLine($"{trial.CountOfThings} writes and {trial.CountOfTasks} backups were promised");
        output.WriteLine($"{archives} archives were restored and compared");
    }
}
