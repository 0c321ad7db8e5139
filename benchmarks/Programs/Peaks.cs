namespace Shield.Benchmarks.Programs;

/// <summary>The most memory that the service and any supervisor of its plugins had during one run, in MiB.
/// </summary>
internal sealed record Peaks(double Service, double Supervisor)
{
    /// <summary>As the kernel cuts it.</summary>
    private const string SupervisorName = "shield-supervis";

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    /// <summary>Does something and watches meanwhile. A supervisor takes its peak with it when it ends, so it
    /// is looked at until then.</summary>
    public static async Task<Peaks> WatchAsync(int service, Func<Task> work)
    {
        Memory.Reset(service);
        var working = work();
        var supervisor = 0.0;
        while (!working.IsCompleted)
        {
            foreach (var child in Memory.ChildrenOf(service).Where(IsSupervisor))
                supervisor = Math.Max(supervisor, Memory.Peak(child) ?? 0);
            await Task.WhenAny(working, Task.Delay(LookAgain, TimeProvider.System));
        }

        await working;
        return new Peaks(Memory.Peak(service) ?? 0, supervisor);
    }

    private static bool IsSupervisor(int pid) => Memory.NameOf(pid) == SupervisorName;
}
