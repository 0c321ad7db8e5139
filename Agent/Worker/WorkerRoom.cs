using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Grains.Tasks;
using Shield.Grains.Workers;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>All that runs on this agent. It outlives the worker grain's activations; the process it does not.
/// </summary>
internal sealed class WorkerRoom(
    WorkerOptions options,
    ProcessSupervision processes,
    Pipelines pipelines,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<WorkerRoom> logger) : IHostedLifecycleService
{
    /// <summary>How many ended orders are remembered, so that a repeated one is not run again.</summary>
    private const int EndedMax = 10_000;

    private readonly ConcurrentDictionary<(TaskId Task, int Attempt), WorkRun> _running = new();
    private readonly ConcurrentDictionary<(TaskId Task, int Attempt), Task> _ends = new();
    private readonly Lock _gate = new();
    private readonly HashSet<(TaskId Task, int Attempt)> _ended = [];
    private readonly Queue<(TaskId Task, int Attempt)> _endedOrder = [];
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closing;

    /// <summary>From now on orders are carried out: nobody else bears the label of this agent.</summary>
    public void Open() => _opened.TrySetResult();

    /// <summary>Starts an order, unless it has been started before, or this agent is being stopped: it is
    /// found lost then like what was stopped, and starts elsewhere or later.</summary>
    public void Start(WorkOrder order)
    {
        var key = (order.Task, order.Attempt);
        lock (_gate)
        {
            if (_closing || _ended.Contains(key) || _running.ContainsKey(key)) return;
            var task = grains.GetGrain<ITaskGrain>(order.Task.Value);
            var run = new WorkRun(order, task, pipelines, clock, logger);
            _running[key] = run;
            _ends[key] = Task.Run(() => RunAsync(key, run));
        }
    }

    /// <summary>Stops an order, if it runs.</summary>
    public void Cancel(TaskId task, int attempt)
    {
        if (_running.TryGetValue((task, attempt), out var run)) run.Cancel();
    }

    /// <summary>Whether it runs, or has not been acknowledged yet.</summary>
    public bool Knows(TaskId task, int attempt) => _running.ContainsKey((task, attempt));

    /// <summary>Before any work is taken, nothing of an earlier process may be left.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var count = await processes.EndLeftoversAsync(cancellationToken);
        if (count > 0) logger.LeftoversEnded(count);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets what runs come to its end for a while, while the silo can still take reports; then stops
    /// it. Its tasks are found lost at the next start and go on from there.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Task all;
        lock (_gate)
        {
            _closing = true;
            all = Task.WhenAll(_ends.Values);
        }

        await Task.WhenAny(all, Task.Delay(options.ShutdownGrace, clock, cancellationToken));
        foreach (var run in _running.Values) run.Close();
        _opened.TrySetResult();
        await all;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken) => await processes.DisposeAsync();

    private async Task RunAsync((TaskId Task, int Attempt) key, WorkRun run)
    {
        using (run)
        {
            await _opened.Task;
            await run.RunAsync();
            Forget(key);
        }
    }

    private void Forget((TaskId Task, int Attempt) key)
    {
        lock (_gate)
        {
            _running.TryRemove(key, out _);
            _ends.TryRemove(key, out _);
            _ended.Add(key);
            _endedOrder.Enqueue(key);
            if (_endedOrder.Count > EndedMax) _ended.Remove(_endedOrder.Dequeue());
        }
    }
}
