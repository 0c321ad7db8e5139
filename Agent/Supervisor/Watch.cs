using System.Diagnostics;
using System.Runtime.InteropServices;
using static Shield.Agent.Supervisor.NativeMethods;

namespace Shield.Agent.Supervisor;

/// <summary>
/// Waits for the plugin, the agent and signals at once, on one thread, and returns only when no process
/// of the plugin is left.
/// </summary>
internal sealed unsafe class Watch(Orders orders, int signals, int plugin, List<string> dataPipes)
{
    /// <summary>
    /// The plugin said 0 while a process it started still held its data: nobody can know that the data
    /// was whole.
    /// </summary>
    public const int DataLeftOpen = 123;

    private const int SignalBase = 128;
    private const int TermRoundsMax = 5;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    // A plugin may end a moment before a process that still writes its last bytes, as `>(zstd)` in bash does.
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeftoverGrace = TimeSpan.FromSeconds(1.5);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly HashSet<Descendants.Member> asked = [];
    private Stage stage = Stage.Running;
    private TimeSpan deadline;
    private int lifeline = orders.Lifeline;
    private int stopsAsked;
    private int? exitCode;

    private enum Stage { Running, Settling, Ending, Killing }

    /// <summary>Whether somebody still held the data when the plugin's rest was ended.</summary>
    public bool DataCut { get; private set; }

    /// <summary>Watches until everything has ended.</summary>
    /// <returns>The plugin's exit code, 128 + signal, or <see cref="DataLeftOpen"/>.</returns>
    public int Run()
    {
        while (Reap())
        {
            Step();
            Wait();
            TakeSignals();
        }

        return DataCut && exitCode == 0 ? DataLeftOpen : exitCode ?? SignalBase + SigKill;
    }

    private bool Reap()
    {
        var before = exitCode;
        int pid, status;
        while ((pid = WaitPid(-1, &status, WaitNoHang | WaitAll)) > 0)
        {
            if (pid == plugin)
                exitCode = Code(status);
        }

        if (pid < 0 && Marshal.GetLastPInvokeError() == NoChild)
            return false;
        if (before is null && exitCode is not null)
            PluginEnded();
        return true;
    }

    private void PluginEnded()
    {
        if (stage is Stage.Ending)
            deadline = Earlier(deadline, clock.Elapsed + LeftoverGrace);
        if (stage is not Stage.Running)
            return;

        stage = Stage.Settling;
        deadline = clock.Elapsed + SettleLimit;
    }

    private void Step()
    {
        // After a failure, what the plugin left behind changes nothing any more.
        if (stage is Stage.Settling && (exitCode != 0 || NobodyHoldsData()))
            End(LeftoverGrace);
        else if (stage is Stage.Settling && clock.Elapsed >= deadline)
            CutAndEnd(LeftoverGrace);
        if (stage is Stage.Ending && clock.Elapsed >= deadline)
            stage = Stage.Killing;
        if (stage is Stage.Killing)
            Descendants.TryFind()?.ForEach(member => Descendants.Signal(member, SigKill));
    }

    private bool NobodyHoldsData() =>
        Descendants.TryFind() is { } members && !Descendants.AnyHolds(members, dataPipes);

    private void Wait()
    {
        var entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { Descriptor = signals, Events = PollIn };
        entries[1] = new PollEntry { Descriptor = lifeline, Events = PollIn };
        if (Poll(entries, 2, TimeoutMilliseconds()) <= 0 || entries[1].Returned == 0)
            return;

        // Nobody writes to the lifeline: whatever happens on it, the agent is gone.
        lifeline = -1;
        Stop();
    }

    private int TimeoutMilliseconds() => stage switch
    {
        Stage.Running => -1,
        Stage.Ending => Math.Max(0, (int)(deadline - clock.Elapsed).TotalMilliseconds + 1),
        _ => (int)Tick.TotalMilliseconds,
    };

    private void TakeSignals()
    {
        for (var signal = Signals.Next(signals); signal != 0; signal = Signals.Next(signals))
        {
            if (signal == SigChld)
                continue;
            if (signal == SigQuit || ++stopsAsked > 1)
                Kill();
            else
                Stop();
        }
    }

    private void Stop()
    {
        if (stage is Stage.Settling)
            CutAndEnd(LeftoverGrace);
        else if (stage is Stage.Running)
            End(orders.Grace);
    }

    private void Kill()
    {
        DataCut |= stage is Stage.Settling;
        stage = Stage.Killing;
        Step();
    }

    private void CutAndEnd(TimeSpan grace)
    {
        DataCut = true;
        End(grace);
    }

    private void End(TimeSpan grace)
    {
        stage = Stage.Ending;
        deadline = clock.Elapsed + grace;
        // Whoever was overlooked, because its parent ended during the search, is asked in a later round. But
        // what was born after the first is part of a clean-up, like the `rm` in a shell's trap.
        var before = ulong.MaxValue;
        var begin = Descendants.TicksNow();
        for (var round = 0; round < TermRoundsMax; round++, before = begin)
        {
            var fresh = Descendants.TryFind()?.FindAll(
                member => member.Start < before && asked.Add(member with { Parent = 0 }));
            if (fresh is null or { Count: 0 })
                break;
            fresh.ForEach(member => Descendants.Signal(member, SigTerm));
        }
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static int Code(int status) =>
        (status & 0x7f) == 0 ? (status >> 8) & 0xff : SignalBase + (status & 0x7f);
}
