using System.Collections.Concurrent;
using System.Globalization;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// Starts plugin processes; one for each agent process. When the agent process dies, however it dies, or
/// stands still for too long, all of them are ended. Before any work is taken, call
/// <see cref="EndLeftoversAsync"/>.
/// </summary>
public sealed class ProcessSupervision : IAsyncDisposable
{
    private static readonly TimeSpan GraceMax = TimeSpan.FromHours(1);
    private static readonly TimeSpan SilenceShortest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilenceLongest = TimeSpan.FromHours(1);

    private readonly ProcessSupervisionOptions _options;
    private readonly TimeProvider _clock;
    private readonly string _supervisor;
    private readonly RunFolder _runFolder;
    private readonly EndpointFolder _endpoints;
    private readonly Lifeline _lifeline = new();
    private readonly Heartbeat _heartbeat;
    private readonly ConcurrentDictionary<SupervisedProcess, bool> _running = new();
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _noneStarting =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _starting;
    private bool _closed;

    /// <summary>Takes possession of the run folder and of a place in memory for endpoints.</summary>
    /// <param name="options">Where things are.</param>
    /// <param name="clock">Tells the time of lines on standard error, and how long a process ran.</param>
    /// <exception cref="IOException">
    /// The supervisor is missing, the run folder is in use, or there is no memory file system: the agent
    /// must not start. The message says which.
    /// </exception>
    public ProcessSupervision(ProcessSupervisionOptions options, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Grace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Grace, GraceMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SilenceMax, SilenceShortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.SilenceMax, SilenceLongest);
        _options = options;
        _clock = clock;
        _supervisor = Path.GetFullPath(options.SupervisorPath);
        if (!File.Exists(_supervisor))
            throw new FileNotFoundException($"the supervisor {_supervisor} is missing");

        var folder = Path.GetFullPath(options.RunFolder);
        _runFolder = new RunFolder(folder);
        try
        {
            _endpoints = new EndpointFolder(options.MemoryFolder, folder);
            _heartbeat = new Heartbeat();
        }
        catch (IOException)
        {
            _endpoints?.Dispose();
            _runFolder.Dispose();
            throw;
        }
    }

    /// <summary>Starts a plugin. A plugin that is missing starts and ends with 127.</summary>
    /// <exception cref="ProcessStartException">Nothing was started, and nothing is left behind.</exception>
    /// <exception cref="ArgumentException">The order is not allowed; a bug of the caller.</exception>
    /// <exception cref="ObjectDisposedException">The supervision has ended.</exception>
    public async Task<SupervisedProcess> StartAsync(ProcessOrder order)
    {
        Check(order);
        BeginStart();
        try
        {
            return await LaunchAsync(order);
        }
        finally
        {
            EndStart();
        }
    }

    /// <summary>
    /// Ends what an earlier agent process left: waits the grace period for each task named in the run
    /// folder, then kills until nothing is left; deletes its files and endpoint files. Tasks that this
    /// process has started itself are not touched.
    /// </summary>
    /// <returns>How many processes were still alive when it began.</returns>
    public async Task<int> EndLeftoversAsync(CancellationToken cancellationToken)
    {
        var tasks = _runFolder.Leftovers();
        var found = 0;
        if (tasks.Count > 0)
        {
            var search = new ProcessSearch(PluginEnvironment.TaskUuid, tasks);
            found = await Leftovers.EndAsync(search, _options.Grace, _clock, cancellationToken);
        }

        _endpoints.DeleteLeftovers();
        _runFolder.Forget(tasks);
        return found;
    }

    /// <summary>Asks every process to end, as if the agent were dead, and waits until all have; one that is
    /// just being started too.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            if (_starting == 0) _noneStarting.TrySetResult();
        }

        // Until it has been started it is in no list of what runs, and nobody could wait for its end.
        await _noneStarting.Task;
        _lifeline.Dispose();
        await Task.WhenAll(_running.Keys.Select(process => process.Ended));
        _heartbeat.Dispose();
        _endpoints.Dispose();
        _runFolder.Dispose();
    }

    private async Task<SupervisedProcess> LaunchAsync(ProcessOrder order)
    {
        var processUuid = Guid.NewGuid();
        string? endpointFile = null;
        SupervisorLaunch? launch = null;
        var entered = false;
        try
        {
            if (order.TaskUuid is { } task)
                _runFolder.Enter(task);
            entered = true;
            if (order.Endpoint is not null)
                endpointFile = _endpoints.Write(order.Endpoint);
            launch = await SupervisorLaunch.StartAsync(
                _supervisor, Arguments(order, endpointFile), Environment(order, endpointFile, processUuid));
            return Watch(new SupervisedProcess(
                launch, order, processUuid, _clock, () => Release(order, endpointFile)));
        }
        catch (Exception fault)
        {
            launch?.Abandon();
            if (entered)
                Release(order, endpointFile);
            if (fault is IOException and not ProcessStartException or UnauthorizedAccessException)
                throw new ProcessStartException($"cannot start {order.Program}: {fault.Message}");
            throw;
        }
    }

    private static void Check(ProcessOrder order)
    {
        if (!Path.IsPathRooted(order.Program))
            throw new ArgumentException("the program must be an absolute path", nameof(order));
        if (order.Program.Contains('\0') || order.Arguments.Any(argument => argument.Contains('\0')))
            throw new ArgumentException("an argument holds a zero byte", nameof(order));
        PluginEnvironment.Check(order.Environment);
    }

    private List<string> Arguments(ProcessOrder order, string? endpointFile)
    {
        List<string> arguments =
        [
            "--lifeline", Text(_lifeline.Descriptor), "--grace", Text(_options.Grace.TotalSeconds),
            "--heartbeat", Text(_heartbeat.Descriptor),
            "--silence", Text(Math.Ceiling(_options.SilenceMax.TotalSeconds)),
        ];
        if (endpointFile is not null)
            arguments.AddRange(["--remove", endpointFile]);
        arguments.AddRange(["--", order.Program, .. order.Arguments]);
        return arguments;

        static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, string?> Environment(
        ProcessOrder order, string? endpointFile, Guid processUuid)
    {
        var whole = new Dictionary<string, string>(order.Environment)
        {
            [PluginEnvironment.ProcessUuid] = processUuid.ToString("d"),
        };
        if (order.TaskUuid is { } task)
            whole[PluginEnvironment.TaskUuid] = task.ToString("d");
        if (endpointFile is not null)
            whole[PluginEnvironment.EndpointFile] = endpointFile;
        return PluginEnvironment.AsChanges(whole);
    }

    private void BeginStart()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _starting++;
        }
    }

    private void EndStart()
    {
        lock (_gate)
        {
            _starting--;
            if (_closed && _starting == 0) _noneStarting.TrySetResult();
        }
    }

    private SupervisedProcess Watch(SupervisedProcess process)
    {
        _running[process] = true;
        _ = process.Ended.ContinueWith(
            _ => _running.TryRemove(process, out var _), TaskScheduler.Default);
        return process;
    }

    private void Release(ProcessOrder order, string? endpointFile)
    {
        if (endpointFile is not null)
            _endpoints.Delete(endpointFile);
        if (order.TaskUuid is { } task)
            _runFolder.Leave(task);
    }
}
