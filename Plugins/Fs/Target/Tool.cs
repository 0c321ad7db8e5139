using System.ComponentModel;
using System.Diagnostics;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Target;

/// <summary>A program of the system that does a part of the work.</summary>
internal sealed class Tool : IDisposable
{
    private readonly Process process;
    private readonly string name;

    private Tool(string name, Process process)
    {
        this.name = name;
        this.process = process;
    }

    /// <summary>What the program reads; only when it was started with its input taken.</summary>
    public Stream Input => process.StandardInput.BaseStream;

    /// <summary>What the program writes; only when it was started with its output taken.</summary>
    public Stream Output => process.StandardOutput.BaseStream;

    /// <summary>Starts a program. What is not taken it inherits, so that its bytes never pass through
    /// us.</summary>
    /// <param name="name">Looked up in PATH.</param>
    /// <param name="arguments">Passed on as they are, each as one argument.</param>
    /// <param name="takeInput">Whether <see cref="Input"/> is ours to write.</param>
    /// <param name="takeOutput">Whether <see cref="Output"/> is ours to read.</param>
    public static Tool Start(string name, IEnumerable<string> arguments, bool takeInput, bool takeOutput)
    {
        var start = new ProcessStartInfo(name, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = takeInput,
            RedirectStandardOutput = takeOutput,
        };
        // In this locale names are bytes: patterns match every name, and archives hold names as they are.
        start.Environment["LC_ALL"] = "C";
        var process = new Process { StartInfo = start };
        try
        {
            // This plugin starts its tools itself, because they must inherit its own input and output.
#pragma warning disable RS0030
            process.Start();
#pragma warning restore RS0030
        }
        catch (Win32Exception)
        {
            process.Dispose();
            throw new PluginException(
                PluginExit.ProgramFailed, $"'{name}' cannot be started: is it installed?");
        }

        return new Tool(name, process);
    }

    /// <summary>Waits for the end; a cancelled wait ends the program first.</summary>
    /// <returns>Its exit code, 128 and the signal's number when a signal ended it.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public PluginException Failure(int exitCode) =>
        new(PluginExit.ProgramFailed, $"{name} failed with exit code {exitCode}");

    public void Dispose()
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended between the question and the signal.
        }

        process.Dispose();
    }
}
