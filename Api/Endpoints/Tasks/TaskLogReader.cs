using System.Runtime.CompilerServices;
using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tasks;

/// <summary>Reads a task's log piece by piece, so that none of it is too long.</summary>
internal sealed class TaskLogReader(ICatalog catalog, TimeProvider clock)
{
    /// <summary>How many lines are in memory at once.</summary>
    private const int LinesAtOnceMax = 100;

    /// <summary>How often a log that is followed is looked at.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>All there is.</summary>
    public IAsyncEnumerable<IReadOnlyList<LoggedLine>> ReadAsync(
        TaskId task, CancellationToken cancellationToken) => ReadAsync(task, 0, cancellationToken);

    /// <summary>All there is, and all that comes until the task has ended. While the catalog is away it
    /// waits. </summary>
    public async IAsyncEnumerable<IReadOnlyList<LoggedLine>> FollowAsync(
        TaskId task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            // First this, then the lines: the last line comes when the task ends.
            var isOver = await InTheEndAsync(() => IsOverAsync(task, cancellationToken), cancellationToken);
            IReadOnlyList<LoggedLine> lines;
            do
            {
                lines = await InTheEndAsync(
                    () => PieceAsync(task, after, cancellationToken), cancellationToken);
                if (lines.Count > 0) yield return lines;
                after = lines.Count > 0 ? lines[^1].Id : after;
            }
            while (lines.Count == LinesAtOnceMax);

            if (isOver) yield break;
            await Task.Delay(LookAgain, clock, cancellationToken);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<LoggedLine>> ReadAsync(
        TaskId task, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await PieceAsync(task, after, cancellationToken) is { Count: > 0 } lines)
        {
            yield return lines;
            after = lines[^1].Id;
        }
    }

    private Task<IReadOnlyList<LoggedLine>> PieceAsync(
        TaskId task, long after, CancellationToken cancellationToken) =>
        catalog.ListLogAsync(task, after, LinesAtOnceMax, cancellationToken);

    private async Task<bool> IsOverAsync(TaskId task, CancellationToken cancellationToken) =>
        await catalog.FindPhaseAsync(task, cancellationToken) is not (TaskPhase.Pending or TaskPhase.Running);

    private async Task<T> InTheEndAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (ShieldException away) when (away.Reason is Reason.Unavailable)
            {
                await Task.Delay(LookAgain, clock, cancellationToken);
            }
        }
    }
}
