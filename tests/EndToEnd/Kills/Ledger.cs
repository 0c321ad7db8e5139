namespace Shield.EndToEnd.Kills;

/// <summary>What the service has acknowledged; all of it must be there for ever.</summary>
internal sealed class Ledger
{
    private readonly List<string> _things = [];
    private readonly List<string> _tasks = [];

    /// <summary>The paths of what was made.</summary>
    public IReadOnlyList<string> Things => _things;

    /// <summary>The UUIDs of tasks that were promised.</summary>
    public IReadOnlyList<string> Tasks => _tasks;

    /// <summary>In which round a task was asked for.</summary>
    public Dictionary<string, int> RoundOfTask { get; } = [];

    public void Made(string path) => _things.Add(path);

    public void Promised(string task, int round)
    {
        _tasks.Add(task);
        RoundOfTask[task] = round;
    }
}
