using System.Runtime.InteropServices;
using System.Text;
using static Shield.Agent.Supervisor.NativeMethods;

namespace Shield.Agent.Supervisor;

/// <summary>
/// The direct parent of one plugin process. It ends every process the plugin started when the plugin has
/// ended, when it is told to, and when the agent that started it is dead or stands still.
/// </summary>
internal static unsafe class Program
{
    private const string Usage =
        "usage: shield-supervisor --lifeline FD --grace SECONDS [--heartbeat FD --silence SECONDS] "
        + "[--remove FILE] -- PROGRAM [ARGUMENT]...";

    private const string Ready = "--ready";
    private const int CannotSupervise = 125;
    private const int CannotExecute = 126;
    private const int NotFound = 127;
    private const int MessageBytesMax = 4000;

    private static int Main()
    {
        var arguments = ByteText.ReadStrings("/proc/self/cmdline");
        var environment = ByteText.ReadStrings("/proc/self/environ");
        var wereBlocked = Signals.Block();
        var isReady = arguments.Length > 1 && arguments[1].AsSpan().SequenceEqual("--ready"u8);
        // The runtime had threads before this line, and a signal could still hit one of those. After
        // executing ourselves once more, every thread is born with the signals blocked.
        if (!isReady)
            return ExecuteAgain(arguments, environment);
        if (!wereBlocked)
            return Refuse($"{Ready} is not for callers");

        var (orders, fault) = Orders.Read(arguments.AsSpan(2));
        if (orders is null)
            return Refuse($"{fault}\n{Usage}");

        var code = Supervise(orders, environment);
        if (orders.Remove is { } remove)
        {
            fixed (byte* path = ByteText.Terminated(remove))
                _ = Unlink(path);
        }

        return code;
    }

    private static int ExecuteAgain(byte[][] arguments, byte[][] environment)
    {
        byte[][] again = [arguments[0], Encoding.UTF8.GetBytes(Ready), .. arguments.AsSpan(1)];
        fixed (byte* self = "/proc/self/exe\0"u8)
            _ = Execute(self, ByteText.Vector(again), ByteText.Vector(environment));
        return Refuse($"cannot execute itself: {ErrorText(Marshal.GetLastPInvokeError())}");
    }

    private static int Supervise(Orders orders, byte[][] environment)
    {
        fixed (byte* name = "shield-supervis\0"u8)
            _ = ProcessControl(PrSetName, (nint)name, 0, 0, 0);
        Plugin.EnsureStandardStreams();
        // It fails if we lead a group already, as when started from a shell; that does no harm.
        _ = SetSession();
        if (!AgentLives(orders.Lifeline))
            return Refuse("the lifeline is closed: nothing was started");
        Heartbeat? heartbeat = null;
        if (orders.Heartbeat is { } counter
            && (heartbeat = Heartbeat.TryOpen(counter, orders.Silence)) is null)
            return Refuse("the heartbeat cannot be read: nothing was started");
        if (ProcessControl(PrSetChildSubreaper, 1, 0, 0, 0) != 0 || !Directory.Exists("/proc/self/fd"))
            return Refuse("needs /proc and a kernel with sub-reapers");
        var signals = Signals.Open();
        if (signals < 0)
            return Refuse("cannot receive signals");

        var dataPipes = Descendants.DataPipes();
        var (plugin, error) = Plugin.Start(orders.Program, environment);
        if (error != 0)
        {
            // Never the arguments: they may hold a password.
            Tell($"cannot start {Encoding.UTF8.GetString(orders.Program[0])}: {ErrorText(error)}");
            return error == NoSuchFile ? NotFound : CannotExecute;
        }

        Plugin.ReleaseStreams();
        var watch = new Watch(orders, heartbeat, signals, plugin, dataPipes);
        var code = watch.Run();
        if (watch.Verdict is { } verdict)
            Tell(verdict);
        return code;
    }

    private static bool AgentLives(int lifeline)
    {
        var entry = new PollEntry { Descriptor = lifeline, Events = PollIn };
        return FileControl(lifeline, GetDescriptorFlags, 0) >= 0 && Poll(&entry, 1, 0) == 0;
    }

    private static int Refuse(string message)
    {
        Tell(message);
        return CannotSupervise;
    }

    private static void Tell(string message)
    {
        var bytes = Encoding.UTF8.GetBytes($"shield-supervisor: {message}\n");
        var entry = new PollEntry { Descriptor = 2, Events = PollOut };
        // A reader that does not read must not keep us here.
        if (Poll(&entry, 1, 0) != 1)
            return;
        fixed (byte* start = bytes)
            _ = Write(2, start, Math.Min(bytes.Length, MessageBytesMax));
    }

    private static string ErrorText(int error) => Marshal.GetPInvokeErrorMessage(error);
}
