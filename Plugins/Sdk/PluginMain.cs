using System.Text;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk;

/// <summary>The calling convention of plugins (docs/plugins.md): arguments, endpoint, exit codes,
/// signals.</summary>
public static class PluginMain
{
    private const string Usage = "usage: ACTION [--endpoint JSON | -e JSON] [--key KEY | -k KEY]";

    /// <summary>Runs one call and returns the exit code of the process.</summary>
    /// <param name="args">The command line, without the program's name.</param>
    /// <param name="plugin">A target, a store, or both.</param>
    public static async Task<int> RunAsync(string[] args, IPlugin plugin)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(plugin);
        var diagnostics = new Diagnostics(Path.GetFileName(Environment.ProcessPath) ?? "plugin");
        if (CallArguments.Parse(args) is not Verdict<CallArguments>.Good(var call))
        {
            diagnostics.Say(((Verdict<CallArguments>.Bad)CallArguments.Parse(args)).Reason + "\n" + Usage);
            return (int)PluginExit.Usage;
        }

        if (call.Action == "info") return PrintInfo(plugin, diagnostics);
        using var signals = new StopSignals();
        return (int)await RunAsync(call, plugin, diagnostics, signals);
    }

    internal static PluginInfo Describe(IPlugin plugin) => plugin.Info with
    {
        Protocol = PluginInfo.CurrentProtocol,
        IsTarget = plugin is ITargetPlugin,
        IsStore = plugin is IStorePlugin,
    };

    private static int PrintInfo(IPlugin plugin, Diagnostics diagnostics)
    {
        try
        {
            new StandardStream(StandardStream.Output)
                .Write(Encoding.UTF8.GetBytes(InfoWriter.Write(Describe(plugin)) + "\n"));
            return (int)PluginExit.Ok;
        }
        catch (IOException e)
        {
            diagnostics.Say(e.Message);
            return (int)PluginExit.Failed;
        }
    }

    private static async Task<PluginExit> RunAsync(
        CallArguments arguments, IPlugin plugin, Diagnostics diagnostics, StopSignals signals)
    {
        Func<string, string> scrub = text => text;
        try
        {
            var action = PluginAction.Find(arguments.Action, plugin);
            var call = CallSetup.Prepare(arguments, action, plugin, diagnostics);
            scrub = call.Endpoint.Scrub;
            foreach (var name in call.Endpoint.UnknownNames.Where(n => !n.StartsWith('_')))
                diagnostics.Say(
                    $"warning: endpoint field '{name}' is not one of this plugin's, and is ignored");
            // Off this thread, so that a plugin that blocks cannot keep the signals from being heeded.
            await Task.Run(() => action.RunAsync(plugin, call, arguments.Key ?? "", signals.Token));
            return PluginExit.Ok;
        }
        catch (Exception e) when (KnownExit(e) is { } exit)
        {
            diagnostics.Say(scrub(e.Message));
            return exit;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            diagnostics.Say($"stopped by {signals.Name}");
            return PluginExit.Failed;
        }
        catch (IOException e) when (e.HResult == Posix.BrokenPipe)
        {
            diagnostics.Say("whoever read the output went away");
            return PluginExit.Failed;
        }
        catch (Exception e)
        {
            // The last line of defence: a stack trace would print what the endpoint holds.
            diagnostics.Say(scrub($"failed unexpectedly: {e.GetType().Name}: {e.Message}"));
            return PluginExit.Failed;
        }
    }

    private static PluginExit? KnownExit(Exception fault) => fault switch
    {
        PluginException said => said.Exit,
        ProcessStartException => PluginExit.ProgramFailed,
        _ => null,
    };
}
