namespace Shield.Grains;

/// <summary>Lets through, a few at once, the work that grains of a silo do by themselves: thousands of jobs
/// may be due in one second, and neither shall they take every connection that the catalog has, nor stand in
/// the way of whoever asks for something.</summary>
/// <remarks>What somebody counts on goes first, as a task that is due; what makes things tidy afterwards
/// waits until nobody is left who waits for the first kind.</remarks>
/// <param name="places">How many are let through at once.</param>
internal sealed class Turnstile(int places)
{
    /// <summary>About half of the connections of a silo; the rest is for those who ask.</summary>
    public const int PlacesMax = 16;

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _first = [];
    private readonly Queue<TaskCompletionSource> _later = [];
    private int _free = places;

    /// <summary>Waits for a place, before all those who can wait.</summary>
    /// <returns>The place, to be disposed of.</returns>
    public Task<Turn> EnterAsync() => EnterAsync(_first);

    /// <summary>Waits until nobody goes first.</summary>
    /// <returns>The place, to be disposed of.</returns>
    public Task<Turn> EnterLaterAsync() => EnterAsync(_later);

    private async Task<Turn> EnterAsync(Queue<TaskCompletionSource> line)
    {
        await TakePlaceAsync(line);
        return new Turn(this);
    }

    private Task TakePlaceAsync(Queue<TaskCompletionSource> line)
    {
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            line.Enqueue(called);
            return called.Task;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            // A place goes from hand to hand: whoever comes meanwhile stands in line like the others.
            if (_first.TryDequeue(out var next) || _later.TryDequeue(out next)) next.SetResult();
            else _free++;
        }
    }

    /// <summary>A place.</summary>
    internal sealed class Turn(Turnstile turnstile) : IDisposable
    {
        private bool _isOver;

        /// <summary>Lets all go first who are to, and goes on afterwards.</summary>
        public Task GiveWayAsync()
        {
            turnstile.Leave();
            return turnstile.TakePlaceAsync(turnstile._later);
        }

        public void Dispose()
        {
            if (_isOver) return;
            _isOver = true;
            turnstile.Leave();
        }
    }
}
