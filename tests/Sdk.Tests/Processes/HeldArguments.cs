using System.Collections;

namespace Shield.Plugins.Sdk.Tests.Processes;

/// <summary>Arguments that can be checked, but are handed over only when a test says so: whoever starts a
/// process with them is in the middle of it meanwhile.</summary>
internal sealed class HeldArguments(IReadOnlyList<string> arguments) : IReadOnlyList<string>, IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _mayGo = new();
    private int _readings;

    /// <summary>Completes when they have been checked and are about to be used.</summary>
    public Task Reached => _reached.Task;

    public int Count => arguments.Count;

    public string this[int index] => arguments[index];

    public void LetGo() => _mayGo.Set();

    public IEnumerator<string> GetEnumerator()
    {
        if (Interlocked.Increment(ref _readings) > 1)
        {
            _reached.TrySetResult();
            _mayGo.Wait();
        }

        return arguments.GetEnumerator();
    }

    public void Dispose() => _mayGo.Dispose();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
