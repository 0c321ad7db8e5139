using System.Diagnostics;
using System.Globalization;

namespace Shield.EndToEnd.Programs;

/// <summary>A program that runs until somebody ends it. What it prints goes into a file, so that nothing of
/// it is lost however it ends.</summary>
internal sealed class Child : IDisposable
{
    /// <summary>In /proc/PID/status: the signals that wait, as hexadecimal digits.</summary>
    private const string Pending = "ShdPnd:";

    private readonly Process _process;

    private Child(Process process) => _process = process;

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <param name="log">Standard output and standard error are appended to it.</param>
    /// <param name="environment">Changes to this process's own; null removes a variable.</param>
    /// <param name="command">Program and arguments.</param>
    public static Child Start(
        string log, IReadOnlyDictionary<string, string?> environment, params string[] command)
    {
        // The shell becomes the program, so that its number is the program's own.
        const string Redirected = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null";
        var start = new ProcessStartInfo("/bin/sh", ["-c", Redirected, "sh", log, .. command])
        {
            WorkingDirectory = Testing.Repository.Root,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;

        // A service must be killed with a signal that nothing can catch, at a moment of the test's choice;
        // the Sdk ends processes gently, and does not let go of them before.
#pragma warning disable RS0030
        return new Child(Process.Start(start)!);
#pragma warning restore RS0030
    }

    /// <summary>kill -9, this process alone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>kill -STOP: it is there, and does nothing until it thaws.</summary>
    public Task FreezeAsync() => SignalAsync("STOP", Text(Pid));

    /// <summary>kill -CONT.</summary>
    public Task ThawAsync() => SignalAsync("CONT", Text(Pid));

    /// <summary>kill -TERM, and waits until the signal has been taken.</summary>
    public async Task TerminateAsync()
    {
        await SignalAsync("TERM", Text(Pid));
        await Poll.UntilAsync(() => HasEnded || !IsSignalPending(), "the signal is still pending");
    }

    /// <summary>kill -TERM for it and all that it has started, when it leads a group.</summary>
    public Task TerminateGroupAsync() => SignalAsync("TERM", Text(-Pid));

    /// <summary>Its exit code, once it has ended by itself.</summary>
    public async Task<int> EndAsync(TimeSpan timeMax)
    {
        await _process.WaitForExitAsync().WaitAsync(timeMax, TimeProvider.System);
        return _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();

    private static string Text(int whom) => whom.ToString(CultureInfo.InvariantCulture);

    private static Task<string> SignalAsync(string signal, string whom) =>
        Tools.OutputOfAsync("kill", $"-{signal}", "--", whom);

    private bool IsSignalPending()
    {
        try
        {
            return File.ReadLines($"/proc/{Pid}/status").Any(line =>
                line.StartsWith(Pending, StringComparison.Ordinal)
                && line[Pending.Length..].Trim().Any(digit => digit != '0'));
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }
}
