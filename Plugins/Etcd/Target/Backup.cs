using Shield.Plugins.Etcd.Archive;
using Shield.Plugins.Etcd.Client;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Etcd.Target;

/// <summary>Writes all keys of one revision.</summary>
internal static class Backup
{
    public static async Task RunAsync(
        PluginCall call, EtcdClient client, EtcdSettings settings, CancellationToken cancellationToken)
    {
        call.EnlargeOutput();
        var range = KeyRange.Below(settings.Prefix);
        var revision = await Keys.RevisionAsync(client, range, cancellationToken);
        using var archive = new ArchiveWriter(call.Output);
        await archive.HeaderAsync(new ArchiveHeader(settings.Prefix, revision), cancellationToken);
        var leases = new Dictionary<long, long?> { [0] = 0 };
        long gone = 0;
        await foreach (var pair in Keys.ReadAsync(client, range, revision, cancellationToken))
        {
            if (!leases.TryGetValue(pair.Lease, out var seconds))
            {
                seconds = await Leases.FindAsync(client, pair.Lease, cancellationToken);
                leases[pair.Lease] = seconds;
                if (seconds is { } granted)
                    await archive.LeaseAsync(pair.Lease, granted, cancellationToken);
            }

            if (seconds is null) gone++;
            else await archive.PairAsync(pair, cancellationToken);
        }

        await archive.EndAsync(cancellationToken);
        call.Say($"{archive.Count} keys at revision {revision}");
        if (gone > 0) call.Say($"{gone} keys have ended with their leases meanwhile, and are not in it");
    }
}
