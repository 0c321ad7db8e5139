using System.Globalization;
using System.Security.Cryptography;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Host.Conformance;

/// <summary><c>shield-agent plugin check</c>: does a plugin keep to the protocol?</summary>
internal static class CheckCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="words">What stands behind <c>plugin check</c>.</param>
    /// <returns>0 when no check failed, 1 when one did, 2 for a call that is not understood.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        if (Wish.Read(words, out var fault) is not { } wish) return Usage.Refuse(fault);
        if (WhyNotCallable(wish.Path) is { } why) return Usage.Refuse(why);
        EndpointText? endpoint = null;
        if (wish.EndpointFile is { } file)
        {
            if (!File.Exists(file)) return Usage.Refuse($"{file} is missing");
            endpoint = EndpointText.Read(file);
            if (endpoint is null) return Usage.Refuse($"{file} holds no JSON object");
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return await RunAsync(wish, endpoint, stop.Token);
        }
        catch (TrialException trial)
        {
            return Usage.Refuse(trial.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("shield-agent: stopped");
            return 1;
        }
    }

    private static string? WhyNotCallable(string path)
    {
        if (PluginName.Fault(Path.GetFileName(path)) is { } fault) return fault;
        var folder = new PluginFolder([Path.GetDirectoryName(path) ?? "/"]);
        return (folder.Find(Path.GetFileName(path)) as Verdict<PluginFile>.Bad)?.Reason;
    }

    private static async Task<int> RunAsync(
        Wish wish, EndpointText? endpoint, CancellationToken cancellationToken)
    {
        using var scratch = new Scratch();
        await using var processes = new ProcessSupervision(
            new ProcessSupervisionOptions
            {
                SupervisorPath = Path.Combine(AppContext.BaseDirectory, "shield-supervisor"),
                RunFolder = scratch.Run,
            },
            TimeProvider.System);
        var report = new Report(Console.Out);
        var info = await AskAsync(processes, wish.Path, scratch, report, cancellationToken);
        if (info is null) return report.Sum();

        var canary = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        foreach (var mode in Modes(wish, info))
        {
            using var leaks = new LeakWatch(SecretsOf(info, endpoint, canary));
            var subject = new Subject(processes, wish.Path, scratch, leaks) { Info = info };
            report.Begin(mode);
            await report.RunAsync(new CallChecks(subject, mode, endpoint).All(), cancellationToken);
            if (endpoint is null) continue;
            await report.RunAsync(
                OnSystem(subject, mode, endpoint, wish, scratch), cancellationToken);
            await report.RunAsync(
                new SecrecyChecks(subject, mode, endpoint, scratch, leaks, canary).All(), cancellationToken);
        }

        if (endpoint is null) report.Say("no --endpoint: nothing was tried on a system");
        return report.Sum();
    }

    /// <summary>What is to be kept secret; nothing is where the endpoint stands among the
    /// arguments.</summary>
    private static IReadOnlyList<string> SecretsOf(PluginInfo info, EndpointText? endpoint, string canary)
    {
        if (info.Protocol <= PluginInfo.FirstProtocol) return [];
        var secrets = endpoint?.Secrets(info) ?? [];
        return secrets.Count > 0 ? [.. secrets, canary] : [];
    }

    private static IEnumerable<PluginMode> Modes(Wish wish, PluginInfo info)
    {
        if (info.IsTarget && wish.As is not PluginMode.Store) yield return PluginMode.Target;
        if (info.IsStore && wish.As is not PluginMode.Target) yield return PluginMode.Store;
    }

    private static IEnumerable<Check> OnSystem(
        Subject subject, PluginMode mode, EndpointText endpoint, Wish wish, Scratch scratch) =>
        mode is PluginMode.Target
            ? new TargetChecks(subject, endpoint, scratch.PathOf("backup"), wish.Change).All()
            : new StoreChecks(subject, new StoreCalls(subject, endpoint), wish.LargestBytes).All();

    /// <summary>Asks what it is, without which nothing else can be asked.</summary>
    private static async Task<PluginInfo?> AskAsync(
        ProcessSupervision processes,
        string path,
        Scratch scratch,
        Report report,
        CancellationToken cancellationToken)
    {
        using var leaks = new LeakWatch([]);
        var subject = new Subject(processes, path, scratch, leaks);
        var checks = new InfoChecks(subject);
        await report.RunAsync(checks.All(), cancellationToken);
        if (checks.Info is { } info)
        {
            report.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{info.Name} {info.Version} by {info.Author}, protocol {info.Protocol}"));
        }

        return checks.Info;
    }
}
