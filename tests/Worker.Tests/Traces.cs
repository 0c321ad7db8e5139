using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>What a task may leave behind when it made nothing: no process, no archive, no blob, no secret.
/// </summary>
internal static class Traces
{
    private static readonly TimeSpan ProcessPatience = TimeSpan.FromSeconds(10);

    /// <summary>Asserts that a backup failed, said why, and left nothing at all.</summary>
    public static async Task FailedCleanlyAsync(this Trial trial, TaskRow task, params string[] because)
    {
        Assert.Equal(TaskPhase.Failed, task.Status);
        var reason = task.FailedBecause();
        foreach (var word in because) Assert.Contains(word, reason, StringComparison.Ordinal);
        await trial.UntilNoBlobAsync();
        await trial.LeftNothingElseAsync(task);
    }

    /// <summary>Asserts that nothing is left but, perhaps, a blob that nobody can know.</summary>
    public static async Task LeftNothingElseAsync(this Trial trial, TaskRow task)
    {
        Assert.Empty(await trial.ArchivesAsync());
        await trial.KeptItsSecretAsync(task.Uuid);
    }

    /// <summary>Asserts that no process is left and that the secret is in no log and no file.</summary>
    public static async Task KeptItsSecretAsync(this Trial trial, TaskId task)
    {
        var all = await trial.Shield.ListTasksAsync();
        if (all.Any(other => other.Uuid == task.ToCleanup())) await trial.Shield.EndOfAsync(task.ToCleanup());
        await ProcessTable.UntilNoneOfAsync(task, ProcessPatience);
        foreach (var any in await trial.Shield.ListTasksAsync())
        {
            Assert.DoesNotContain(trial.Canary, any.Log, StringComparison.Ordinal);
        }

        Assert.Empty(trial.FilesThatTell());
    }
}
