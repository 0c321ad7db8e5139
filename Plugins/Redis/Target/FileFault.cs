using System.Runtime.InteropServices;

namespace Shield.Plugins.Redis.Target;

/// <summary>Says why a file could not be used: native programs lack the library's own texts.</summary>
internal static class FileFault
{
    private const int ErrnoMax = 4095;

    public static string Words(Exception fault) => fault switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        { HResult: > 0 and <= ErrnoMax } => Marshal.GetPInvokeErrorMessage(fault.HResult),
        _ => fault.Message,
    };
}
