using Microsoft.Extensions.DependencyInjection;

namespace Shield.Testing;

/// <summary>The system's clock, as many days ahead as a test says. Only the time of day jumps: timers go on
/// as they are, so that whatever runs goes on running.</summary>
public sealed class TestClock : TimeProvider
{
    private long _aheadTicks;

    /// <summary>Lets time pass at once.</summary>
    /// <param name="span">How much; less than zero sets the clock back.</param>
    public void Advance(TimeSpan span) => Interlocked.Add(ref _aheadTicks, span.Ticks);

    /// <summary>Gives this clock to grains, and to nothing else: a cluster would take a silo whose time of
    /// day jumps for dead.</summary>
    public void GiveToGrains(IServiceCollection services)
    {
        services.AddSingleton(root => new RootServices(root));
        // Each grain is made in a scope of its own; whatever else there is asks the root.
        services.AddScoped<TimeProvider>(scope =>
            ReferenceEquals(scope, scope.GetRequiredService<RootServices>().Services) ? System : this);
    }

    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    private sealed record RootServices(IServiceProvider Services);
}
