using System.Globalization;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

/// <summary>The life of an <see cref="Agent"/>, seen from inside.</summary>
internal static class AgentProcess
{
    public const string Verb = "be-an-agent";

    // It must be killed itself, and one of its grandchildren in sessions of their own too.
    private const string Plugin = """
        (setsid bash -c 'echo $$ > "$0/grandchild"; exec sleep 1000000' "$0" &)
        trap "" TERM
        (setsid bash -c 'echo $$ > "$0/stubborn"; exec sleep 1000000' "$0" &)
        echo "$SHIELD_ENDPOINT_FILE" > "$0/endpoint"
        echo $$ > "$0/plugin"
        sleep 1000000
        """;

    /// <summary>Arguments for <see cref="RunAsync"/>.</summary>
    public static string[] Orders(string folder, double silenceSeconds, double graceSeconds, bool isBusy) =>
        [Verb, folder, Text(silenceSeconds), Text(graceSeconds), isBusy.ToString()];

    /// <summary>Runs one plugin to its end.</summary>
    /// <returns>The exit code that the supervision tells.</returns>
    public static async Task<int> RunAsync(string[] orders)
    {
        var folder = orders[0];
        await using var supervision = new ProcessSupervision(
            new ProcessSupervisionOptions
            {
                SupervisorPath = Repository.Supervisor,
                RunFolder = Path.Combine(folder, "run"),
                SilenceMax = Seconds(orders[1]),
                Grace = Seconds(orders[2]),
            },
            TimeProvider.System);
        await using var process = await supervision.StartAsync(new ProcessOrder
        {
            Program = "/bin/bash",
            Arguments = ["-c", Plugin, folder],
            Environment = PluginEnvironment.OfThisProcess(),
            Endpoint = "{}",
            OnErrorLine = (_, line) => Console.Error.WriteLine(line),
        });
        Note("supervisor", process.SupervisorPid);
        if (bool.Parse(orders[3])) KeepEveryThreadBusy();
        Note("agent", Environment.ProcessId);
        return (await process.Ended).ExitCode;

        void Note(string name, int pid) => File.WriteAllText(Path.Combine(folder, name), $"{pid}\n");
    }

    private static void KeepEveryThreadBusy()
    {
        ThreadPool.GetMinThreads(out var threads, out var others);
        ThreadPool.SetMaxThreads(threads, others);
        for (var blocked = 0; blocked < threads; blocked++)
            ThreadPool.QueueUserWorkItem(_ => Thread.CurrentThread.Join());
    }

    private static string Text(double seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    private static TimeSpan Seconds(string text) =>
        TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));
}
