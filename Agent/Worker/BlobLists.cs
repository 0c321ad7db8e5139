using System.Runtime.CompilerServices;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Grains;
using Shield.Grains.Workers;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;
using PluginCall = Shield.Domain.Tasks.PluginCall;

namespace Shield.Agent.Worker;

/// <summary>Lets stores list what they hold, line by line: neither end holds more than a part of it.
/// </summary>
internal sealed class BlobLists(
    KnownPlugins plugins, ProcessSupervision processes, ISecretOpener secrets, TimeProvider clock)
{
    /// <summary>How long a list may take.</summary>
    private static readonly TimeSpan ListTimeout = TimeSpan.FromHours(2);

    /// <summary>How many lines are read for one part, though they be of blobs that nobody asks about.
    /// </summary>
    private const int LinesMax = 10_000;

    /// <summary>Part by part.</summary>
    /// <exception cref="ShieldException">The list broke off; what came before is no whole one.</exception>
    public async IAsyncEnumerable<BlobPage> ListAsync(
        PluginCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(ListTimeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var log = new WorkLog(clock);
        await using var run = await GuardAsync(log, () => StartAsync(call, log, stop.Token));
        using var lines = new StreamReader(run.Output, leaveOpen: true);
        BlobPage page;
        do
        {
            page = await GuardAsync(log, () => ReadAsync(run, lines));
            yield return page;
        }
        while (!page.IsLast);
    }

    private static async Task<BlobPage> ReadAsync(PluginRun run, StreamReader lines)
    {
        var blobs = new List<ListedBlob>();
        var read = 0;
        while (read < LinesMax && blobs.Count < BlobPage.BlobsMax)
        {
            if (await lines.ReadLineAsync() is not { } line)
            {
                var end = await run.Ended;
                if (end.ExitCode != 0) throw run.Blame(end.ExitCode);
                return new BlobPage(blobs, read, IsLast: true);
            }

            read++;
            if (PluginReply.ParseListed(line) is not Verdict<ListedObject>.Good(var listed))
            {
                throw run.Blame("a line of its list cannot be understood");
            }

            if (BlobRules.FindArchive(listed.Key) is not null)
            {
                blobs.Add(new ListedBlob(listed.Key, listed.Modified));
            }
        }

        return new BlobPage(blobs, read, IsLast: false);
    }

    private async Task<PluginRun> StartAsync(PluginCall call, WorkLog log, CancellationToken stop)
    {
        var store = await plugins.FindAsync(call.Plugin, PluginMode.Store, stop);
        if (store.Info.Protocol <= PluginInfo.FirstProtocol)
        {
            throw new PipelineException(
                Domain.Tasks.PluginStage.List,
                null,
                $"plugin '{call.Plugin}' speaks protocol 1, which has no list");
        }

        var endpoint = secrets.Open(call.Endpoint);
        log.Hide(endpoint);
        var attempt = new Attempt(
            processes, new TaskId(Guid.NewGuid()), new ArchiveId(Guid.NewGuid()), log, clock, stop);
        var run = await attempt.StartAsync(store, Domain.Tasks.PluginStage.List, endpoint, key: null);
        run.EndInput();
        return run;
    }

    private static async Task<T> GuardAsync<T>(WorkLog log, Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception fault) when (fault is PipelineException or ProcessStartException or IOException)
        {
            throw new ShieldException(Reason.Unavailable, log.Redact(fault.Message), "");
        }
    }
}
