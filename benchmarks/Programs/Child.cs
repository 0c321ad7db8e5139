using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Shield.Benchmarks.Programs;

/// <summary>A program that was started here, and has ended with all its descendants when this is disposed of.
/// </summary>
internal sealed partial class Child : IAsyncDisposable
{
    private const int SigTerm = 15;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Heard _output;
    private readonly Heard _errors;

    private Child(Process process)
    {
        _process = process;
        _output = new Heard(process.StandardOutput);
        _errors = new Heard(process.StandardError);
    }

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it has said so far.</summary>
    public string Said => $"{_output.SoFar}{_errors.SoFar}";

    /// <param name="environment">Added to this process's own, of which nothing that is meant for a service
    /// gets through.</param>
    /// <param name="command">Program and arguments.</param>
    public static Child Start(IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        string[] foreign = [.. start.Environment.Keys.Where(IsForAService)];
        foreach (var name in foreign) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;

        // The benchmarks stand outside the product: what they start is what a user would, without its help.
#pragma warning disable RS0030
        var process = Process.Start(start)!;
#pragma warning restore RS0030
        process.StandardInput.Close();
        return new Child(process);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public async Task<string> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode == 0
            ? await _output.AllAsync()
            : throw new InvalidOperationException($"exit code {_process.ExitCode}: {await WordsAsync()}");
    }

    /// <summary>All that it has said, once it has ended.</summary>
    public async Task<string> WordsAsync() => $"{await _output.AllAsync()}{await _errors.AllAsync()}".Trim();

    /// <summary>Asks it to end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!HasEnded && Signal(Pid, SigTerm) == 0) await Task.WhenAny(EndedAsync(), LateAsync());
        if (!HasEnded) _process.Kill(entireProcessTree: true);
        await EndedAsync();
        _process.Dispose();
    }

    /// <summary>Ends it now, with all that it has started.</summary>
    public void Kill()
    {
        if (!HasEnded) _process.Kill(entireProcessTree: true);
    }

    /// <summary>kill -9, this process alone: what it has started finds out by itself.</summary>
    public async Task KillAloneAsync()
    {
        if (!HasEnded) _process.Kill();
        await EndedAsync();
    }

    private Task EndedAsync() => _process.WaitForExitAsync();

    private static Task LateAsync() => Task.Delay(Grace, TimeProvider.System);

    private static bool IsForAService(string name) => name.StartsWith("SHIELD_", StringComparison.Ordinal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);
}
