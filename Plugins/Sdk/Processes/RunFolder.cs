namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// One file for each task that has a process, so that the next agent process knows what to look for. The
/// folder is locked: two agents that shared it would end each other's tasks.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const string LockName = ".lock";

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, int> running = [];
    private readonly string folder;
    private readonly FileStream exclusive;

    /// <exception cref="IOException">It cannot be made or written, or another process uses it.</exception>
    public RunFolder(string folder)
    {
        this.folder = folder;
        PrivateFiles.CreateFolder(folder);
        try
        {
            exclusive = PrivateFiles.OpenAlone(Path.Combine(folder, LockName));
        }
        catch (IOException)
        {
            throw new IOException($"the run folder {folder} is in use by another process or not writable");
        }
    }

    /// <summary>Notes that one more process of the task is about to start.</summary>
    /// <exception cref="IOException">The file cannot be written; then nothing may be started.</exception>
    public void Enter(Guid task)
    {
        lock (gate)
        {
            var count = running.GetValueOrDefault(task);
            if (count == 0)
                PrivateFiles.OpenAlone(PathOf(task)).Dispose();
            running[task] = count + 1;
        }
    }

    /// <summary>Notes that a process of the task has ended.</summary>
    public void Leave(Guid task)
    {
        lock (gate)
        {
            var count = running[task] - 1;
            running[task] = count;
            if (count > 0)
                return;
            running.Remove(task);
            Remove(task);
        }
    }

    /// <summary>The tasks that an earlier agent process left running.</summary>
    public IReadOnlyList<Guid> Leftovers()
    {
        lock (gate)
        {
            var named = new List<Guid>();
            foreach (var path in Directory.EnumerateFiles(folder))
            {
                var name = Path.GetFileName(path);
                if (Guid.TryParseExact(name, "d", out var task) && !running.ContainsKey(task))
                    named.Add(task);
            }

            return named;
        }
    }

    /// <summary>Forgets tasks of which nothing is left.</summary>
    public void Forget(IEnumerable<Guid> tasks)
    {
        lock (gate)
        {
            foreach (var task in tasks)
            {
                if (!running.ContainsKey(task))
                    Remove(task);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => exclusive.Dispose();

    private string PathOf(Guid task) => Path.Combine(folder, task.ToString("d"));

    private void Remove(Guid task)
    {
        try
        {
            File.Delete(PathOf(task));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A file too many costs the next agent process one look through /proc, nothing else.
        }
    }
}
