namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// One running plugin under its supervisor. Whatever happens to it or to this process, none of its
/// processes outlives it, and its endpoint file is deleted.
/// </summary>
public sealed class SupervisedProcess : IAsyncDisposable
{
    /// <summary>Stands at the end of a line of standard error that was longer than 64 KiB.</summary>
    public const string CutMark = LineCutter.CutMark;

    private readonly SupervisorLaunch _launch;
    private readonly Lock _gate = new();
    private bool _stopped;
    private bool _ended;

    internal SupervisedProcess(
        SupervisorLaunch launch, ProcessOrder order, Guid processUuid, TimeProvider clock, Action release)
    {
        _launch = launch;
        Descriptors.Enlarge(launch.Input);
        Descriptors.Enlarge(launch.Output);
        StandardInput = new FileStream(launch.Input, FileAccess.Write, bufferSize: 0);
        StandardOutput = new FileStream(launch.Output, FileAccess.Read, bufferSize: 0);
        var errors = new StandardErrorReader(launch.Errors, clock, order.OnErrorLine);
        Ended = FinishAsync(errors, processUuid, clock, release);
    }

    /// <summary>The supervisor's process number; the plugin is its child.</summary>
    public int SupervisorPid => _launch.Pid;

    /// <summary>
    /// The plugin's standard input: a raw pipe, unbuffered. Writing blocks while the plugin does not read,
    /// and throws an IOException once nobody can read any more. Disposing it is the end of the input.
    /// </summary>
    public Stream StandardInput { get; }

    /// <summary>
    /// The plugin's standard output: a raw pipe, unbuffered. Reading blocks until there are bytes, and ends
    /// when no process of the plugin is left that could write. A blocked read is freed by <see cref="Stop"/>
    /// or <see cref="Kill"/>, not by disposing. It stays readable after the end of the process.
    /// </summary>
    public Stream StandardOutput { get; }

    /// <summary>
    /// Completes when every process of the plugin has ended, standard error has been delivered (at most
    /// 5 s later) and the endpoint file is gone. It never fails, and does not wait for anybody to
    /// read <see cref="StandardOutput"/>.
    /// </summary>
    public Task<ProcessEnd> Ended { get; }

    /// <summary>
    /// Ends the plugin's input. This is the only way in which it sees an end before the process ends, so
    /// whoever feeds it decides whether an input that was cut may look complete. May be called again.
    /// </summary>
    public void CloseStandardInput() => StandardInput.Dispose();

    /// <summary>
    /// Asks all processes of the plugin to end (SIGTERM) and kills what is left after the grace period.
    /// Returns at once; only the first call counts.
    /// </summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (!_stopped && !_ended)
                _launch.Process.Signal(NativeMethods.SigTerm);
            _stopped = true;
        }
    }

    /// <summary>Kills all processes of the plugin now. Returns at once; await <see cref="Ended"/>.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            // Two quick SIGTERM can arrive as one; the supervisor takes this one as "at once".
            if (!_ended)
                _launch.Process.Signal(NativeMethods.SigQuit);
            _stopped = true;
        }
    }

    /// <summary>Kills what still runs, waits for its end and closes both streams.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Ended.IsCompleted)
            Kill();
        await Ended;
        await StandardInput.DisposeAsync();
        await StandardOutput.DisposeAsync();
    }

    private async Task<ProcessEnd> FinishAsync(
        StandardErrorReader errors, Guid processUuid, TimeProvider clock, Action release)
    {
        var start = clock.GetTimestamp();
        var code = await _launch.ExitAsync();
        lock (_gate)
        {
            _ended = true;
            _launch.Process.Dispose();
        }

        // Only a supervisor that was itself killed can leave anything, and that looks like a signal.
        if (code is > Leftovers.SignalBase or SupervisorLaunch.UnknownExitCode)
            await Leftovers.KillAsync(new ProcessSearch(PluginEnvironment.ProcessUuid, [processUuid]), clock);

        var elapsed = clock.GetElapsedTime(start);
        errors.ProcessEnded();
        bool whole;
        try
        {
            // A callback that never returns must not keep the end of the process a secret.
            whole = await errors.Done.WaitAsync(StandardErrorReader.DrainLimit * 2, clock);
        }
        catch (TimeoutException)
        {
            whole = false;
        }

        release();
        return new ProcessEnd(code, elapsed, whole);
    }
}
