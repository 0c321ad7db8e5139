using Microsoft.Data.Sqlite;

namespace Shield.Silo.Catalog;

/// <summary>A transaction of SQLite that several writers share, each of which waits for its end.</summary>
/// <remarks>A commit writes every page it has changed, and waits for the disk. Writers that stand in line
/// change mostly the same ones: sixteen tasks that are saved together take a third of the time, and write a
/// tenth.</remarks>
internal sealed class GroupCommit
{
    /// <summary>The first of many writers does not wait for all of them.</summary>
    public const int WritersMax = 32;

    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writers;

    /// <summary>Whether it has as many writers as it may have.</summary>
    public bool IsFull => _writers >= WritersMax;

    /// <summary>One writer more.</summary>
    public void Join(Writer writer)
    {
        _writers++;
        writer.WaitFor(_end.Task);
    }

    /// <summary>All of it is on disk.</summary>
    public void Succeed() => _end.SetResult();

    /// <summary>Nothing of it is there.</summary>
    public void Fail(SqliteException error) => _end.SetException(error);

    /// <summary>Whoever writes, from its first statement until all that it has written is on disk.</summary>
    internal sealed class Writer
    {
        /// <summary>When that is so.</summary>
        /// <exception cref="SqliteException">It is not there.</exception>
        public Task Saved { get; private set; } = Task.CompletedTask;

        /// <summary>It is not before this, too.</summary>
        public void WaitFor(Task commit) => Saved = Task.WhenAll(Saved, commit);
    }
}
