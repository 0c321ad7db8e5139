using System.Collections.Concurrent;
using System.Text;

namespace Shield.EndToEnd.Chaos;

/// <summary>Looks at all processes again and again, for tasks of which two attempts live at once.</summary>
internal sealed class AttemptWitness : IAsyncDisposable
{
    private const string TaskVariable = "SHIELD_TASK_UUID=", AttemptVariable = "SHIELD_TASK_ATTEMPT=";
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly Task _watching;
    private int _seen;

    public AttemptWitness() => _watching = Task.Run(WatchAsync);

    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>How many living processes it has seen, the same one again and again: none would mean that it
    /// cannot see.</summary>
    public int Seen => Volatile.Read(ref _seen);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            foreach (var task in Look().GroupBy(process => process.Task))
            {
                if (task.Select(process => process.Attempt).Distinct().Count() < 2) continue;

                // One may have ended while the others were looked at: it counts who is still there.
                var alive = task.Where(process => Read(process.Pid) == process).ToArray();
                if (alive.Select(process => process.Attempt).Distinct().Count() > 1)
                {
                    _violations.Enqueue(string.Join(", ", alive));
                }
            }

            await Task.Delay(Period, TimeProvider.System, CancellationToken.None);
        }
    }

    private List<Worker> Look()
    {
        var found = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? Read(pid) : null)
            .OfType<Worker>()
            .ToList();
        Interlocked.Add(ref _seen, found.Count);
        return found;
    }

    private static Worker? Read(int pid)
    {
        try
        {
            var variables = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/environ")).Split('\0');
            var task = Find(variables, TaskVariable);
            var attempt = Find(variables, AttemptVariable);
            return task is null || attempt is null ? null : new Worker(pid, task, attempt);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Find(string[] variables, string name) => variables
        .FirstOrDefault(variable => variable.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private sealed record Worker(int Pid, string Task, string Attempt);
}
