using Microsoft.Win32.SafeHandles;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// A pipe whose write end this process alone holds. When this process dies, however it dies, the kernel
/// closes that end, and every supervisor sees the read end reach its end.
/// </summary>
internal sealed class Lifeline : IDisposable
{
    private readonly SafeFileHandle _readEnd;
    private readonly SafeFileHandle _writeEnd;

    public Lifeline()
    {
        // Both ends are born closed to children, so that no child started meanwhile can hold the write end.
        (_readEnd, _writeEnd) = Descriptors.Pipe();
        Descriptors.MakeInheritable(_readEnd);
    }

    /// <summary>The number under which a child finds the read end.</summary>
    public int Descriptor => Descriptors.Number(_readEnd);

    /// <summary>
    /// Tells every supervisor to end its plugin. The read end stays open as long as this object lives: its
    /// number may be on the command line of a supervisor that is just being started.
    /// </summary>
    public void Dispose() => _writeEnd.Dispose();
}
