using Shield.Plugins.Etcd.Archive;
using Shield.Plugins.Etcd.Client;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Etcd.Target;

/// <summary>Makes the keys below the prefix what an archive says.</summary>
internal static class Restore
{
    /// <summary>The first changes, the next compares. More are only needed where others write.</summary>
    private const int PassesMax = 4;

    public static async Task RunAsync(
        PluginCall call, EtcdClient client, EtcdSettings settings, CancellationToken cancellationToken)
    {
        call.EnlargeInput();
        using var archive = await StagedArchive.TakeAsync(call.Input, cancellationToken);
        if (!archive.Header.Prefix.AsSpan().SequenceEqual(settings.Prefix))
            throw StagedArchive.Damaged($"it is of another {EtcdFields.Prefix}");
        var changes = new Changes(client, archive.Leases);
        try
        {
            await EqualizeAsync(archive, client, settings, changes, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or EtcdException or PluginException)
        {
            call.Say(Progress(changes));
            throw;
        }

        call.Say(
            $"{archive.Count} keys are what they were at revision {archive.Header.Revision}; "
            + $"{changes.Done} changed, in {changes.Transactions} transactions");
    }

    private static string Progress(Changes changes) =>
        $"before it ended, {changes.Done} keys were changed, in {changes.Transactions} transactions, "
        + "and perhaps those of one more; a restore that is run again does the rest";

    private static async Task EqualizeAsync(
        StagedArchive archive,
        EtcdClient client,
        EtcdSettings settings,
        Changes changes,
        CancellationToken cancellationToken)
    {
        for (var pass = 1; pass <= PassesMax; pass++)
        {
            var before = changes.Done;
            var there = Keys.ReadAsync(client, KeyRange.Below(settings.Prefix), 0, cancellationToken);
            await MergeAsync(archive, there, changes, again: pass > 1, cancellationToken);
            await changes.FlushAsync(cancellationToken);
            if (changes.Done == before) return;
        }

        throw new PluginException(
            PluginExit.Failed,
            "others change the keys while they are restored: stop them, and restore again");
    }

    /// <summary>Walks through both in the order of keys.</summary>
    /// <param name="archive">What is to be.</param>
    /// <param name="there">What is.</param>
    /// <param name="changes">Gets what must be done.</param>
    /// <param name="again">A key that has gone with its lease since the last pass stays away.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private static async Task MergeAsync(
        StagedArchive archive,
        IAsyncEnumerable<Pair> there,
        Changes changes,
        bool again,
        CancellationToken cancellationToken)
    {
        await using var old = there.GetAsyncEnumerator(cancellationToken);
        var more = await old.MoveNextAsync();
        await foreach (var pair in archive.PairsAsync(cancellationToken))
        {
            while (more && Compare(old.Current, pair) < 0)
            {
                await changes.DeleteAsync(old.Current.Key, cancellationToken);
                more = await old.MoveNextAsync();
            }

            var isThere = more && Compare(old.Current, pair) == 0;
            if (isThere ? !old.Current.IsSameAs(pair) : !again || pair.Lease == 0)
                await changes.PutAsync(pair, cancellationToken);
            if (isThere) more = await old.MoveNextAsync();
        }

        for (; more; more = await old.MoveNextAsync())
            await changes.DeleteAsync(old.Current.Key, cancellationToken);
    }

    private static int Compare(Pair one, Pair other) => one.Key.AsSpan().SequenceCompareTo(other.Key);
}
