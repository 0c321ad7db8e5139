using Shield.Testing;

namespace Shield.Grains.Tests;

/// <summary>One service for all tests of a class.</summary>
public sealed class Service : IAsyncLifetime
{
    private ShieldCluster? _shield;

    public ShieldCluster Shield => _shield!;

    public async ValueTask InitializeAsync() => _shield = await ShieldCluster.StartAsync();

    public async ValueTask DisposeAsync() => await Shield.DisposeAsync();

    /// <summary>A place of its own for one test.</summary>
    public Trial Try() => new(Shield);
}
