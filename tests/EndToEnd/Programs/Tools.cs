using Shield.Plugins.Sdk.Processes;

namespace Shield.EndToEnd.Programs;

/// <summary>Runs programs to their end and keeps what they say.</summary>
internal static class Tools
{
    private const int KeptBytes = 4 * 1024 * 1024;

    /// <summary>How long any of them may take before it is given up.</summary>
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(3);

    /// <summary>What this machine has set for a service of its own must not reach ours.</summary>
    public static Dictionary<string, string?> CleanEnvironment() => Environment.GetEnvironmentVariables().Keys
        .Cast<string>()
        .Where(name => name.StartsWith("SHIELD_", StringComparison.Ordinal))
        .ToDictionary(name => name, string? (_) => null);

    public static async Task<ToolEnd> RunAsync(
        IReadOnlyDictionary<string, string?> environment, string program, params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(TimeMax, TimeProvider.System);
        return await ToolProcess.RunAsync(
            new ToolOrder
            {
                Program = program,
                Arguments = arguments,
                Environment = environment,
                WorkingFolder = Testing.Repository.Root,
                Input = new ToolInput.Nothing(),
                Output = new ToolOutput.Text(KeptBytes),
                Errors = new ToolOutput.Text(KeptBytes),
            },
            TimeProvider.System,
            deadline.Token);
    }

    /// <summary>Runs a tool that must succeed, and answers what it printed.</summary>
    public static async Task<string> OutputOfAsync(string program, params string[] arguments)
    {
        var end = await RunAsync(CleanEnvironment(), program, arguments);
        Assert.True(end.ExitCode == 0, $"{program} ended with {end.ExitCode}: {end.Output}{end.Errors}");
        return end.Output;
    }

    /// <summary>Fails unless two folders hold the same, as a tool says that is not ours.</summary>
    public static Task<string> AssertEqualAsync(string expected, string actual, params string[] options) =>
        OutputOfAsync("diff", ["-r", "--no-dereference", .. options, expected, actual]);
}
