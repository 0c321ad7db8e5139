using System.ComponentModel;
using System.Diagnostics;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// Runs a program on behalf of a plugin. It is not supervised by itself: the plugin's own supervisor ends
/// it if the plugin dies.
/// </summary>
/// <remarks>The tool ignores SIGPIPE, as this runtime does: writing to nobody is an error.</remarks>
public static class ToolProcess
{
    /// <summary>Runs the tool until it has ended and its output is where it belongs.</summary>
    /// <param name="order">What to run.</param>
    /// <param name="clock">Measures the grace period.</param>
    /// <param name="cancellationToken">Stops the tool: SIGTERM, then SIGKILL after its grace period.</param>
    /// <exception cref="ProcessStartException">Not started; the message names the program only.</exception>
    /// <exception cref="OperationCanceledException">It was stopped, and has ended.</exception>
    /// <exception cref="IOException">Its input or output failed; it has ended.</exception>
    public static async Task<ToolEnd> RunAsync(
        ToolOrder order, TimeProvider clock, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Start(order);
        using var handle = ProcessHandle.Open(process.Id);
        // Not disposed: a side that is left blocked may still want to cancel it, long after.
        var ending = new CancellationTokenSource();
        using var forward = cancellationToken.Register(ending.Cancel);

        var sides = new ToolStreams(process, ending);
        var input = sides.FeedAsync(order.Input);
        var output = sides.DrainAsync(order.Output, process.StandardOutputOrNull(order));
        var errors = sides.DrainAsync(order.Errors, process.StandardErrorOrNull(order));
        await WaitAsync(process, handle, order.Grace, clock, ending.Token);

        // The callback may still use what its owner disposes of next.
        if (order.Input is ToolInput.Written)
            await Task.WhenAny(input);
        cancellationToken.ThrowIfCancellationRequested();
        sides.ThrowIfFailed();
        var outputText = await output.WaitAsync(cancellationToken);
        return new ToolEnd(process.ExitCode, outputText, await errors.WaitAsync(cancellationToken));
    }

    private static async Task WaitAsync(
        Process process, ProcessHandle handle, TimeSpan grace, TimeProvider clock, CancellationToken ending)
    {
        var ended = process.WaitForExitAsync(CancellationToken.None);
        try
        {
            await ended.WaitAsync(ending);
            return;
        }
        catch (OperationCanceledException)
        {
            handle.Signal(NativeMethods.SigTerm);
        }

        try
        {
            await ended.WaitAsync(grace, clock, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            handle.Signal(NativeMethods.SigKill);
            await ended;
        }
    }

    private static Process Start(ToolOrder order)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(order.Program, order.Arguments)
            {
                WorkingDirectory = order.WorkingFolder ?? "",
                RedirectStandardInput = order.Input is not ToolInput.Inherited,
                RedirectStandardOutput = order.Output is not ToolOutput.Inherited,
                RedirectStandardError = order.Errors is not ToolOutput.Inherited,
            },
        };
        foreach (var (name, value) in order.Environment)
            process.StartInfo.Environment[name] = value;

        try
        {
            // This is the place BannedSymbols.txt sends everybody to: CliWrap copies every stream, and a
            // tool's data shall go straight through the pipes that this process inherited.
#pragma warning disable RS0030
            process.Start();
#pragma warning restore RS0030
            return process;
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException)
        {
            process.Dispose();
            var reason = (fault as Win32Exception)?.NativeErrorCode is { } code
                ? System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(code)
                : "it could not be tried";
            throw new ProcessStartException($"cannot start {order.Program}: {reason}");
        }
    }

    private static Stream? StandardOutputOrNull(this Process process, ToolOrder order) =>
        order.Output is ToolOutput.Inherited ? null : process.StandardOutput.BaseStream;

    private static Stream? StandardErrorOrNull(this Process process, ToolOrder order) =>
        order.Errors is ToolOutput.Inherited ? null : process.StandardError.BaseStream;
}
