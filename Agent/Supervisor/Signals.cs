using static Shield.Agent.Supervisor.NativeMethods;

namespace Shield.Agent.Supervisor;

/// <summary>
/// Signals as something to read. They are blocked in every thread and taken from a descriptor, one after
/// the other, on the one thread that also waits for children: nothing can happen in between.
/// </summary>
internal static unsafe class Signals
{
    private static readonly int[] Watched = [SigTerm, SigInt, SigHup, SigQuit, SigChld];

    // struct signalfd_siginfo; its first field is the number of the signal.
    private const int RecordBytes = 128;

    /// <summary>Blocks the watched signals in this thread, and in what it executes.</summary>
    /// <returns>Whether they all were blocked before.</returns>
    public static bool Block()
    {
        var set = stackalloc byte[SignalSetBytes];
        var before = stackalloc byte[SignalSetBytes];
        Fill(set);
        _ = ThreadMask(SigBlock, set, before);
        foreach (var signal in Watched)
        {
            if (IsInSet(before, signal) != 1)
                return false;
        }

        return true;
    }

    /// <summary>Opens the descriptor that delivers the watched signals; below zero if that fails.</summary>
    public static int Open()
    {
        // A parent that ignored SIGCHLD would have taught the kernel to forget our children's exit codes.
        foreach (var signal in Watched)
            _ = SetHandler(signal, 0);

        var set = stackalloc byte[SignalSetBytes];
        Fill(set);
        return SignalDescriptor(-1, set, SignalDescriptorCloseOnExec | SignalDescriptorNonBlocking);
    }

    /// <summary>The next signal that has arrived, or 0.</summary>
    public static int Next(int descriptor)
    {
        var record = stackalloc byte[RecordBytes];
        return Read(descriptor, record, RecordBytes) == RecordBytes ? *(int*)record : 0;
    }

    private static void Fill(byte* set)
    {
        _ = EmptySet(set);
        foreach (var signal in Watched)
            _ = AddToSet(set, signal);
    }
}
