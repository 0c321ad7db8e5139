using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Shield.Grains.Workers;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>The cluster gives up readers that have fallen silent; a slow one is none of them.</summary>
public sealed class DownloadPatienceTests
{
    private const string Large = """{"bytes": 3000000, "data": "random"}""";

    /// <summary>After so many looks a reader that was silent would have been given up twice.</summary>
    private const int LooksMin = 4;

    [Fact]
    public async Task A_client_that_takes_nothing_for_long_still_gets_the_rest()
    {
        await using var shield = await ShieldCluster.StartAsync(change: services =>
            services.Configure<SiloMessagingOptions>(options =>
                options.ResponseTimeout = TimeSpan.FromSeconds(1)));
        using var cleanups = new Cleanups();
        var trial = new Trial(shield);
        var archive = await trial.BackUpAsync(Large);
        await using var reading = await Reading.StartAsync(shield, archive, confirms: false);
        await reading.UntilMoreThanAsync(DownloadPiece.WindowBytes - DownloadPiece.BytesMax);
        var seen = cleanups.Count;

        await ShieldCluster.UntilAsync(
            () => cleanups.Count >= seen + LooksMin, () => "the cluster looks for nobody who is silent");

        while (!reading.End.IsCompleted)
        {
            var before = reading.Content.Length;
            await reading.ConfirmAsync();
            await ShieldCluster.UntilAsync(
                () => reading.End.IsCompleted || reading.Content.Length > before, () => "nothing comes");
        }

        Assert.IsType<DownloadPiece.Whole>(await reading.End);
    }

    [Fact]
    public async Task The_stop_of_an_agent_ends_its_downloads()
    {
        await using var shield = await ShieldCluster.StartAsync();
        var trial = new Trial(shield);
        var archive = await trial.BackUpAsync(Large);
        var reading = await Reading.StartAsync(shield, archive, confirms: false);
        await reading.UntilMoreThanAsync(0);

        await shield.RestartAsync();

        Assert.Empty(ProcessTable.Of(archive.Uuid));
        var end = await Record.ExceptionAsync(() => reading.End);
        Assert.True(end is not null || await reading.End is DownloadPiece.Broken);
        await using var again = await Reading.StartAsync(shield, archive);
        Assert.IsType<DownloadPiece.Whole>(await again.End);
    }

    /// <summary>Counts how often the cluster has looked for silent readers.</summary>
    private sealed class Cleanups
        : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly List<IDisposable> _subscriptions = [];
        private int _count;

        public Cleanups() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public int Count => Volatile.Read(ref _count);

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name.EndsWith("AsyncEnumerableGrainExtension", StringComparison.Ordinal))
                _subscriptions.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == "OnEnumeratorCleanupCompleted") Interlocked.Increment(ref _count);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
