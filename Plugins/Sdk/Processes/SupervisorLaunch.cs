using System.ComponentModel;
using CliWrap;
using Microsoft.Win32.SafeHandles;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// A supervisor that was started, with our ends of its three pipes. The library starts it and reports its
/// end; the bytes go past it, through descriptors of our own that it does not close.
/// </summary>
internal sealed class SupervisorLaunch
{
    /// <summary>Stands for an exit code that could not be learned.</summary>
    public const int UnknownExitCode = -1;

    private readonly CommandTask<CommandResult> _command;

    private SupervisorLaunch(CommandTask<CommandResult> command, ProcessHandle process, SafeFileHandle[] ends)
    {
        _command = command;
        Process = process;
        Input = ends[0];
        Output = ends[1];
        Errors = ends[2];
    }

    public ProcessHandle Process { get; }

    public SafeFileHandle Input { get; }

    public SafeFileHandle Output { get; }

    public SafeFileHandle Errors { get; }

    public int Pid => _command.ProcessId;

    /// <exception cref="ProcessStartException">The supervisor could not be started.</exception>
    public static async Task<SupervisorLaunch> StartAsync(
        string supervisor, IReadOnlyList<string> arguments, Dictionary<string, string?> environment)
    {
        TaskCompletionSource<SafeFileHandle>[] ends = [NewEnd(), NewEnd(), NewEnd()];
        CommandTask<CommandResult> command;
        try
        {
            command = Cli.Wrap(supervisor)
                .WithArguments(arguments)
                .WithEnvironmentVariables(environment)
                // The folder of the agent is none of the plugin's business, and may be on what it unmounts.
                .WithWorkingDirectory("/")
                // The library's own error would print the arguments.
                .WithValidation(CommandResultValidation.None)
                .WithStandardInputPipe(PipeSource.Create((pipe, _) => TakeOver(pipe, ends[0])))
                .WithStandardOutputPipe(PipeTarget.Create((pipe, _) => TakeOver(pipe, ends[1])))
                .WithStandardErrorPipe(PipeTarget.Create((pipe, _) => TakeOver(pipe, ends[2])))
                .ExecuteAsync();
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or IOException)
        {
            throw new ProcessStartException($"cannot start {supervisor}: {fault.Message}");
        }

        var process = ProcessHandle.Open(command.ProcessId);
        try
        {
            return new SupervisorLaunch(
                command, process, await Task.WhenAll(ends.Select(end => end.Task)));
        }
        catch (IOException fault)
        {
            var taken = ends.Where(end => end.Task.IsCompletedSuccessfully);
            Abandon(process, taken.Select(end => end.Task.Result));
            throw new ProcessStartException($"cannot start {supervisor}: {fault.Message}");
        }
    }

    /// <summary>Waits for the supervisor's end; never throws.</summary>
    /// <returns>Its exit code, or <see cref="UnknownExitCode"/>.</returns>
    public async Task<int> ExitAsync()
    {
        try
        {
            return (await _command).ExitCode;
        }
        // Nothing of the library's errors may be passed on: they print the arguments.
        catch (Exception)
        {
            return UnknownExitCode;
        }
    }

    /// <summary>Kills all of it; for a process that nobody can watch.</summary>
    public void Abandon() => Abandon(Process, [Input, Output, Errors]);

    private static void Abandon(ProcessHandle process, IEnumerable<SafeFileHandle> ends)
    {
        process.Signal(NativeMethods.SigQuit);
        foreach (var end in ends)
            end.Dispose();
        process.Dispose();
    }

    private static TaskCompletionSource<SafeFileHandle> NewEnd() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task TakeOver(Stream pipe, TaskCompletionSource<SafeFileHandle> end)
    {
        try
        {
            end.SetResult(Descriptors.Duplicate(((System.IO.Pipes.PipeStream)pipe).SafePipeHandle));
        }
        catch (IOException fault)
        {
            end.SetException(fault);
        }

        return Task.CompletedTask;
    }
}
