using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>A wish to cancel that meets a backup that is about to be done.</summary>
[Trait("Category", "Race")]
public sealed class CancelRaceTests(Service service) : IClassFixture<Service>
{
    private const int Rounds = 50;

    /// <summary>A tiny backup takes about so long here; the wish comes at any moment of it.</summary>
    private const int LongestWaitMilliseconds = 250;

    [Fact]
    public async Task A_cancel_at_any_moment_leaves_one_archive_with_its_blob_or_neither()
    {
        var trial = service.Try();
        await trial.CreateJobAsync("""{"bytes": 100}""");
        var ends = new List<TaskPhase>();
        for (var round = 0; round < Rounds; round++)
        {
            var task = await trial.StartAsync();
            var wait = Random.Shared.Next(LongestWaitMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(wait), TimeProvider.System);
            await TryCancelAsync(trial, task);

            ends.Add(await EndAsync(trial, task));
        }

        Assert.All(ends, end => Assert.True(end is TaskPhase.Done or TaskPhase.Canceled, $"{end}"));
        var archives = await trial.ArchivesAsync();
        Assert.All(archives, archive => Assert.Equal(ArchiveStatus.Valid, archive.Status));
        Assert.Equal(ends.Count(end => end is TaskPhase.Done), archives.Count);
        await ShieldCluster.UntilAsync(
            () => trial.Blobs.Count == archives.Count,
            () => $"{trial.Blobs.Count} blobs and {archives.Count} archives");
    }

    private static async Task TryCancelAsync(Trial trial, TaskId task)
    {
        try
        {
            await trial.CancelAsync(task);
        }
        catch (ShieldException late) when (late.Reason is Reason.Conflict)
        {
            // It was done, or is about to be.
        }
    }

    private static async Task<TaskPhase> EndAsync(Trial trial, TaskId task)
    {
        var row = await trial.Shield.EndOfAsync(task);
        var made = (await trial.ArchivesAsync()).Count(archive => archive.Task == task);
        Assert.Equal(row.Status is TaskPhase.Done ? 1 : 0, made);
        return row.Status;
    }
}
