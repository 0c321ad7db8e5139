using static Shield.Agent.Supervisor.NativeMethods;

namespace Shield.Agent.Supervisor;

/// <summary>Starts the one program that is supervised, with nothing of ours about it.</summary>
internal static unsafe class Plugin
{
    private const int FirstOtherDescriptor = 3;

    /// <summary>
    /// Starts the program in a session of its own, with the standard streams and no other descriptor,
    /// and with every signal as a fresh process has it.
    /// </summary>
    /// <returns>The pid, or an error number.</returns>
    public static (int Pid, int Error) Start(byte[][] program, byte[][] environment)
    {
        HideDescriptors();
        var every = stackalloc byte[SignalSetBytes];
        var none = stackalloc byte[SignalSetBytes];
        var attributes = stackalloc byte[SpawnAttributeBytes];
        _ = FillSet(every);
        _ = EmptySet(none);
        _ = InitSpawn(attributes);
        _ = SetSpawnDefaultSignals(attributes, every);
        _ = SetSpawnSignalMask(attributes, none);
        // Its own session: a plugin that says `kill 0` must not hit the supervisor.
        _ = SetSpawnFlags(attributes, SpawnDefaultSignals | SpawnSignalMask | SpawnOwnSession);

        int pid;
        var arguments = ByteText.Vector(program);
        var error = Spawn(&pid, arguments[0], null, attributes, arguments, ByteText.Vector(environment));
        _ = DestroySpawn(attributes);
        return error == 0 ? (pid, 0) : (0, error);
    }

    /// <summary>Gives up our copies of the plugin's data pipes; only then can they close.</summary>
    public static void ReleaseStreams()
    {
        var nowhere = OpenNowhere();
        _ = Duplicate(nowhere, 0);
        _ = Duplicate(nowhere, 1);
        _ = Close(nowhere);
    }

    /// <summary>Makes sure that descriptors 0 to 2 exist, so that none of ours takes their place.</summary>
    public static void EnsureStandardStreams()
    {
        for (var descriptor = 0; descriptor < FirstOtherDescriptor; descriptor++)
        {
            if (FileControl(descriptor, GetDescriptorFlags, 0) >= 0)
                continue;

            var nowhere = OpenNowhere();
            if (nowhere == descriptor)
                _ = FileControl(descriptor, SetDescriptorFlags, 0);
            else
                _ = Duplicate(nowhere, descriptor);
        }
    }

    private static int OpenNowhere()
    {
        fixed (byte* path = "/dev/null\0"u8)
            return Open(path, OpenReadWrite | OpenCloseOnExec);
    }

    private static void HideDescriptors()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            var descriptor = int.Parse(Path.GetFileName(entry.AsSpan()));
            if (descriptor >= FirstOtherDescriptor)
                _ = FileControl(descriptor, SetDescriptorFlags, CloseOnExec);
        }
    }
}
