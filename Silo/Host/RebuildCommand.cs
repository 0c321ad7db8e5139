using Shield.Silo.Catalog;
using Shield.Silo.Hosting;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Host;

/// <summary><c>shieldd catalog rebuild</c>: makes the catalog's tables anew from what the grains have saved.
/// An embedded catalog must not be in use; on a server it can be.</summary>
internal static class RebuildCommand
{
    /// <summary>Rebuilds, and says what there is.</summary>
    public static async Task RunAsync(ShieldSettings settings)
    {
        using var home = HomeFolder.Open(settings.Home);
        await using var catalog = await Daemon.OpenCatalogAsync(settings, home);
        foreach (var (table, rows, strangers) in await catalog.RebuildAsync(CancellationToken.None))
        {
            var gone = strangers == 0 ? "" : $", {strangers} that belonged to nothing are gone";
            Console.WriteLine($"{table}: {rows}{gone}");
        }
    }
}
