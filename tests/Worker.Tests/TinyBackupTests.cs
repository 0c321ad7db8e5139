using Shield.Domain.Tasks;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>Little is not nothing, and nothing is a backup only where its plugin says so.</summary>
public sealed class TinyBackupTests(Service service) : IClassFixture<Service>
{
    /// <summary>What goes wrong at random goes wrong in one of these.</summary>
    private const int Runs = 10;

    [Theory]
    [InlineData("dummy")]
    [InlineData("dummy1")]
    public async Task A_backup_of_a_single_byte_is_done_and_restored_every_time(string plugin)
    {
        var trial = service.Try();
        await trial.CreateJobAsync(
            """{"bytes": 1, "data": "random", "into": "@/into"}""", "{}", plugin, plugin);

        for (var run = 1; run <= Runs; run++)
        {
            var task = await service.Shield.RunJobAsync(trial.Job);
            Assert.True(task.Status is TaskPhase.Done, $"run {run}: {task.Log}");
            var archive = Assert.Single(await trial.ArchivesAsync(), archive => archive.Task == task.Uuid);
            Assert.Equal(1, archive.SizeBytes);
            Assert.Equal(TaskPhase.Done, (await trial.RestoreAsync(archive)).Status);
            Assert.Equal(archive.Sha256, Trial.Digest(trial.File("into")));
        }
    }

    [Fact]
    public async Task A_plugin_that_allows_it_backs_up_nothing_and_restores_it()
    {
        service.Install("nothing", """
            #!/bin/sh
            case $1 in
              info) echo '{"name": "N", "author": "A", "version": "1", "protocol": 2, "allows_empty": true,
                "features": {"target": "yes", "store": "no"}}' ;;
              backup) : ;;
              restore) test "$(wc -c)" -eq 0 ;;
              *) exit 2 ;;
            esac
            """);
        var trial = service.Try();

        var archive = await trial.BackUpAsync("{}", "nothing");

        Assert.Equal(0, archive.SizeBytes);
        Assert.Equal(0, new FileInfo(Assert.Single(trial.Blobs)).Length);
        Assert.Equal(TaskPhase.Done, (await trial.RestoreAsync(archive)).Status);
    }
}
