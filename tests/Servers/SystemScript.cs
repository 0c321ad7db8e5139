using System.Diagnostics;

namespace Shield.Servers;

/// <summary>Runs a script of deploy/systems, which starts or ends a real server.</summary>
internal static class SystemScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it to its end; the server does not outlive this process.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public static async Task<string> RunAsync(
        string name, string action, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Path.Combine(FindScripts(), name), [action, folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OWNER_PID"] = $"{Environment.ProcessId}";
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        // The tests stand outside the product: what they start is what an operator would.
#pragma warning disable RS0030
        using var script = Process.Start(start)!;
#pragma warning restore RS0030
        using var late = new CancellationTokenSource(Patience, TimeProvider.System);
        var errors = script.StandardError.ReadToEndAsync(late.Token);
        var output = await script.StandardOutput.ReadToEndAsync(late.Token);
        await script.WaitForExitAsync(late.Token);
        return script.ExitCode == 0
            ? output.TrimEnd()
            : throw new InvalidOperationException($"{name} {action} failed: {await errors}");
    }

    private static string FindScripts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shield.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? "", "deploy", "systems");
    }
}
