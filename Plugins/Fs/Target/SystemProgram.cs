using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Fs.Target;

/// <summary>A program of the system that does a part of the work. What it is not given it inherits, so that
/// those bytes never pass through us.</summary>
internal static class SystemProgram
{
    /// <summary>In this locale names are bytes: patterns match every name, and archives hold names as they
    /// are.</summary>
    private static readonly Dictionary<string, string?> NamesAreBytes = new() { ["LC_ALL"] = "C" };

    /// <summary>Runs a program to its end.</summary>
    /// <param name="name">Looked up in PATH.</param>
    /// <param name="arguments">Passed on as they are, each as one argument.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">Where its standard output goes.</param>
    /// <param name="cancellationToken">Ends the program first.</param>
    public static Task<ToolEnd> RunAsync(
        string name, IReadOnlyList<string> arguments, ToolInput input, ToolOutput output,
        CancellationToken cancellationToken) =>
        ToolProcess.RunAsync(
            new ToolOrder
            {
                Program = name,
                Arguments = arguments,
                Environment = NamesAreBytes,
                Input = input,
                Output = output,
            },
            TimeProvider.System, cancellationToken);
}
