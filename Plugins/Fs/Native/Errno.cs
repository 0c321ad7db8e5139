using System.Runtime.InteropServices;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Native;

/// <summary>Error numbers of Linux, and the words for them.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int CrossDevice = 18;
    public const int NotAFolder = 20;
    public const int IsAFolder = 21;
    public const int InvalidArgument = 22;
    public const int NoSpace = 28;
    public const int BrokenPipe = 32;
    public const int NotImplemented = 38;
    public const int NotEmpty = 39;
    public const int TooManyLinks = 40;
    public const int NotSupported = 95;
    public const int OverQuota = 122;

    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>The failure of the last system call: "cannot {what}: {why}".</summary>
    public static PluginException Failure(string what) => Failure(what, Last);

    public static PluginException Failure(string what, int errno) =>
        new(PluginExit.Failed, $"cannot {what}: {Marshal.GetPInvokeErrorMessage(errno)}");
}
