namespace Shield.Plugins.Fs.Native;

/// <summary>Pipes between programs.</summary>
internal static class Pipe
{
    /// <summary>What the system allows to anyone without privileges.</summary>
    private const int RoomyBytes = 1 << 20;

    /// <summary>Gives a pipe more room, so that both ends switch less often; no pipe, no harm.</summary>
    public static void Enlarge(int descriptor) => _ = Libc.Control(descriptor, Flags.SetPipeSize, RoomyBytes);
}
