namespace Shield.EndToEnd.Programs;

/// <summary>A service that the tests of a class share, because they do not disturb each other.</summary>
public sealed class OneService : IAsyncLifetime
{
    internal Service Service { get; } = Service.Make();

    public async ValueTask InitializeAsync() => await Service.StartAsync();

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
