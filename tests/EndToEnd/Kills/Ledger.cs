using System.Collections.Concurrent;

namespace Shield.EndToEnd.Kills;

/// <summary>What the service has acknowledged to its clients; all of it must be there for ever.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<string> _things = [];
    private readonly ConcurrentDictionary<string, int> _rounds = [];

    /// <summary>The paths of what was made, the oldest first.</summary>
    public IReadOnlyCollection<string> Things => _things;

    /// <summary>The UUIDs of tasks that were promised.</summary>
    public ICollection<string> Tasks => _rounds.Keys;

    /// <summary>In which round a task was asked for; null when nobody has promised it.</summary>
    public int? RoundOf(string task) => _rounds.TryGetValue(task, out var round) ? round : null;

    public void Made(string path) => _things.Enqueue(path);

    public void Promised(string task, int round) => _rounds[task] = round;
}
