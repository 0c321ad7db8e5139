using System.Globalization;
using System.Text;

namespace Shield.Agent.Supervisor;

/// <summary>What the command line asks for, checked.</summary>
/// <param name="Lifeline">The read end of a pipe; its end of file means that the agent is dead.</param>
/// <param name="Grace">How long the plugin's processes may take to end after SIGTERM; 0 to 3600 s.</param>
/// <param name="Heartbeat">A file whose first 8 bytes a living agent keeps changing; null for none.</param>
/// <param name="Silence">How long they may stay the same until the agent counts as dead; 2 to 3600 s.</param>
/// <param name="Remove">A file to delete on the way out, as the bytes of its path.</param>
/// <param name="Program">The program and its arguments, byte for byte as they were given.</param>
internal sealed record Orders(
    int Lifeline, TimeSpan Grace, int? Heartbeat, TimeSpan Silence, byte[]? Remove, byte[][] Program)
{
    private const int SecondsMax = 3600;
    private const int FirstUsableDescriptor = 3;
    private static readonly TimeSpan SilenceMin = TimeSpan.FromSeconds(2);

    /// <summary>Reads the arguments that follow the program's own name.</summary>
    /// <returns>The orders, or null and what is wrong with the arguments.</returns>
    public static (Orders? Orders, string Fault) Read(ReadOnlySpan<byte[]> arguments)
    {
        int? lifeline = null;
        TimeSpan? grace = null;
        int? heartbeat = null;
        TimeSpan? silence = null;
        byte[]? remove = null;
        for (var at = 0; at < arguments.Length; at += 2)
        {
            var name = Encoding.UTF8.GetString(arguments[at]);
            if (name == "--")
                return Complete(lifeline, grace, heartbeat, silence, remove, arguments[(at + 1)..]);
            if (at + 1 == arguments.Length)
                return (null, "an option without a value, or an argument before --");

            var value = Encoding.UTF8.GetString(arguments[at + 1]);
            if (name == "--lifeline" && lifeline is null && Descriptor(value) is { } descriptor)
                lifeline = descriptor;
            else if (name == "--grace" && grace is null && Seconds(value) is { } seconds)
                grace = seconds;
            else if (name == "--heartbeat" && heartbeat is null && Descriptor(value) is { } counter)
                heartbeat = counter;
            else if (name == "--silence" && silence is null && Seconds(value) >= SilenceMin)
                silence = Seconds(value);
            else if (name == "--remove" && remove is null && value.Length > 0)
                remove = arguments[at + 1];
            else
                return (null, "an unknown or repeated option, or a value out of range");
        }

        return (null, "-- PROGRAM is missing");
    }

    private static (Orders? Orders, string Fault) Complete(
        int? lifeline, TimeSpan? grace, int? heartbeat, TimeSpan? silence, byte[]? remove,
        ReadOnlySpan<byte[]> program)
    {
        if (lifeline is null || grace is null)
            return (null, "--lifeline and --grace are required");
        if (heartbeat is null != silence is null)
            return (null, "--heartbeat and --silence need each other");
        if (program.IsEmpty || program[0].Length == 0)
            return (null, "-- PROGRAM is missing");

        return (new Orders(
            lifeline.Value, grace.Value, heartbeat, silence ?? TimeSpan.Zero, remove, program.ToArray()), "");
    }

    private static int? Descriptor(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= FirstUsableDescriptor
            ? number
            : null;

    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= SecondsMax
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
