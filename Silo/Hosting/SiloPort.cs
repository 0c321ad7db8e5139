using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Shield.Silo.Hosting;

/// <summary>A free port for cluster traffic: the one of the last start, if nobody has it now.</summary>
/// <remarks>A silo that was killed is still believed to be alive. One that comes back under its address
/// takes its place at once; under another it would have to wait until the old one is declared dead.</remarks>
internal static class SiloPort
{
    /// <summary>Chooses one, and keeps it for the next start.</summary>
    /// <param name="address">Where it is to be free.</param>
    /// <param name="file">Where it is kept.</param>
    public static IPEndPoint Choose(IPAddress address, string file)
    {
        if (Read(file) is { } last && Find(address, last) is { } kept) return kept;

        // The framework refuses port 0 for a silo. Somebody else may take the port in between; then the start
        // fails, and says so.
        var free = Find(address, 0) ?? throw new IOException($"no port is free on {address}");
        Keep(file, free.Port);
        return free;
    }

    private static void Keep(string file, int port)
    {
        // Like everything of a service, for its owner alone.
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var stream = new StreamWriter(file, options);
        stream.WriteLine(port.ToString(CultureInfo.InvariantCulture));
    }

    private static int? Read(string file) =>
        File.Exists(file) && int.TryParse(
            File.ReadAllText(file).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : null;

    private static IPEndPoint? Find(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return (IPEndPoint)listener.LocalEndpoint;
        }
        catch (Exception taken) when (taken is SocketException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
