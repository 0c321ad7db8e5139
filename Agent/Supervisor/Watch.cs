using System.Diagnostics;
using System.Runtime.InteropServices;
using static Shield.Agent.Supervisor.NativeMethods;

namespace Shield.Agent.Supervisor;

/// <summary>
/// Waits for the plugin, the agent and signals at once, on one thread, and returns only when no process
/// of the plugin is left.
/// </summary>
internal sealed unsafe class Watch(
    Orders orders, Heartbeat? heartbeat, int signals, int plugin, List<string> dataPipes)
{
    /// <summary>
    /// The agent stood still for too long, and the plugin was ended. Not 124, with which `timeout` ends.
    /// </summary>
    public const int AgentStoodStill = 122;

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

    // Nothing outlives its agent by 10 s, however long the grace period is: the rest is for killing.
    private static readonly TimeSpan GraceWithoutAgentMax = TimeSpan.FromSeconds(8);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly HashSet<Descendants.Member> _asked = [];
    private Stage _stage = Stage.Running;
    private TimeSpan _deadline;
    private int _lifeline = orders.Lifeline;
    private Heartbeat? _heartbeat = heartbeat;
    private int _stopsAsked;
    private int? _exitCode;
    private bool _dataCut;
    private TimeSpan? _agentSilence;

    private enum Stage { Running, Settling, Ending, Killing }

    /// <summary>What else there is to say of the end than its exit code, or null.</summary>
    public string? Verdict => (_agentSilence, _dataCut) switch
    {
        ({ } silence, _) =>
            $"the agent stood still for {silence.TotalSeconds:0} seconds, so the program was ended",
        (_, true) =>
            "the program ended, but a process it had started still held its input or output and was ended",
        _ => null,
    };

    /// <summary>Watches until everything has ended.</summary>
    /// <returns>
    /// The plugin's exit code, 128 + signal, <see cref="DataLeftOpen"/> or <see cref="AgentStoodStill"/>.
    /// </returns>
    public int Run()
    {
        while (Reap())
        {
            Step();
            Wait();
            TakeSignals();
        }

        if (_agentSilence is not null)
            return AgentStoodStill;
        return _dataCut && _exitCode == 0 ? DataLeftOpen : _exitCode ?? SignalBase + SigKill;
    }

    private bool Reap()
    {
        var before = _exitCode;
        int pid, status;
        while ((pid = WaitPid(-1, &status, WaitNoHang | WaitAll)) > 0)
        {
            if (pid == plugin)
                _exitCode = Code(status);
        }

        if (pid < 0 && Marshal.GetLastPInvokeError() == NoChild)
            return false;
        if (before is null && _exitCode is not null)
            PluginEnded();
        return true;
    }

    private void PluginEnded()
    {
        if (_stage is Stage.Ending)
            _deadline = Earlier(_deadline, _clock.Elapsed + LeftoverGrace);
        if (_stage is not Stage.Running)
            return;

        _stage = Stage.Settling;
        _deadline = _clock.Elapsed + SettleLimit;
    }

    private void Step()
    {
        // After a failure, what the plugin left behind changes nothing any more.
        if (_stage is Stage.Settling && (_exitCode != 0 || NobodyHoldsData()))
            End(LeftoverGrace);
        else if (_stage is Stage.Settling && _clock.Elapsed >= _deadline)
            CutAndEnd(LeftoverGrace);
        if (_stage is Stage.Ending && _clock.Elapsed >= _deadline)
            _stage = Stage.Killing;
        if (_stage is Stage.Killing)
            Descendants.TryFind()?.ForEach(member => Descendants.Signal(member, SigKill));
    }

    private bool NobodyHoldsData() =>
        Descendants.TryFind() is { } members && !Descendants.AnyHolds(members, dataPipes);

    private void Wait()
    {
        var entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { Descriptor = signals, Events = PollIn };
        entries[1] = new PollEntry { Descriptor = _lifeline, Events = PollIn };
        if (Poll(entries, 2, TimeoutMilliseconds()) > 0 && entries[1].Returned != 0)
        {
            // Nobody writes to the lifeline: whatever happens on it, the agent is gone.
            _lifeline = -1;
            StopWithoutAgent();
        }

        if (_heartbeat?.HasStopped(_clock.Elapsed) != true)
            return;

        // What was being ended already has an exit code that tells why.
        if (_stage is Stage.Running or Stage.Settling)
            _agentSilence = _heartbeat.Silence;
        _heartbeat = null;
        StopWithoutAgent();
    }

    private int TimeoutMilliseconds()
    {
        var now = _clock.Elapsed;
        var next = _stage switch
        {
            Stage.Running => TimeSpan.MaxValue,
            Stage.Ending => _deadline,
            _ => now + Tick,
        };
        if (_heartbeat is not null)
            next = Earlier(next, _heartbeat.NextLook);
        var pause = Math.Ceiling((next - now).TotalMilliseconds);
        return next == TimeSpan.MaxValue ? -1 : Math.Max(0, (int)pause);
    }

    private void TakeSignals()
    {
        for (var signal = Signals.Next(signals); signal != 0; signal = Signals.Next(signals))
        {
            if (signal == SigChld)
                continue;
            if (signal == SigQuit || ++_stopsAsked > 1)
                Kill();
            else
                Stop();
        }
    }

    private void Stop()
    {
        if (_stage is Stage.Settling)
            CutAndEnd(LeftoverGrace);
        else if (_stage is Stage.Running)
            End(orders.Grace);
    }

    private void StopWithoutAgent()
    {
        Stop();
        if (_stage is Stage.Ending)
            _deadline = Earlier(_deadline, _clock.Elapsed + GraceWithoutAgentMax);
    }

    private void Kill()
    {
        _dataCut |= _stage is Stage.Settling;
        _stage = Stage.Killing;
        Step();
    }

    private void CutAndEnd(TimeSpan grace)
    {
        _dataCut = true;
        End(grace);
    }

    private void End(TimeSpan grace)
    {
        _stage = Stage.Ending;
        _deadline = _clock.Elapsed + grace;
        // Whoever was overlooked, because its parent ended during the search, is asked in a later round. But
        // what was born after the first is part of a clean-up, like the `rm` in a shell's trap.
        var before = ulong.MaxValue;
        var begin = Descendants.TicksNow();
        for (var round = 0; round < TermRoundsMax; round++, before = begin)
        {
            var fresh = Descendants.TryFind()?.FindAll(
                member => member.Start < before && _asked.Add(member with { Parent = 0 }));
            if (fresh is null or { Count: 0 })
                break;
            fresh.ForEach(member => Descendants.Signal(member, SigTerm));
        }
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static int Code(int status) =>
        (status & 0x7f) == 0 ? (status >> 8) & 0xff : SignalBase + (status & 0x7f);
}
