using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Contract;

/// <summary>A service with a few things in it, and what it says of itself.</summary>
public sealed class DescribedService : IAsyncLifetime
{
    internal Service Service { get; } = Service.Make();

    internal ApiCaller Caller { get; private set; } = null!;

    internal Furniture Furniture { get; private set; } = null!;

    internal ApiDocument Document { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Service.StartAsync();
        (Caller, Furniture) = await Furniture.MakeAsync(Service);
        Document = await ApiDocument.ReadAsync(Caller);
    }

    public async ValueTask DisposeAsync()
    {
        if (Furniture is not null) await Furniture.RestAsync();
        Caller?.Dispose();
        await Service.DisposeAsync();
    }
}
