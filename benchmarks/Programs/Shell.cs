namespace Shield.Benchmarks.Programs;

/// <summary>What somebody without Shield would type.</summary>
internal static class Shell
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Runs a script of bash to its end; if any program of a pipe fails, so does it.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(
        string script, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        await using var shell = Child.Start(variables, "/bin/bash", "-c", $"set -euo pipefail; {script}");
        // The shell alone would leave the programs of its pipe behind.
        await using var stopping = cancellationToken.UnsafeRegister(_ => shell.Kill(), null);
        return await shell.EndAsync(cancellationToken);
    }

    public static async Task<string> RunAsync(string[] command, CancellationToken cancellationToken)
    {
        await using var program = Child.Start(Nothing, command);
        return await program.EndAsync(cancellationToken);
    }

    /// <summary>Waits until what was written below a folder is on the disk, so that the next measurement does
    /// not pay for the last.</summary>
    public static Task SyncAsync(string folder, CancellationToken cancellationToken) =>
        RunAsync(["sync", "-f", folder], cancellationToken);
}
