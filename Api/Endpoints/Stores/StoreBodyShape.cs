using Shield.Api.Contracts;
using Shield.Api.Contracts.Stores;
using Shield.Api.Endpoints.Answers;
using Shield.Grains;

namespace Shield.Api.Endpoints.Stores;

/// <summary>What the wire shows of a store.</summary>
internal static class StoreBodyShape
{
    /// <summary>How lists show it.</summary>
    public static ListShape<StoreRow, StoreBody> List { get; } =
        new(row => new Place.Named(row.Name, row.Uuid.Value), Of, WireJson.Wire.StoreBody);

    /// <summary>The body for a row.</summary>
    public static StoreBody Of(StoreRow row) => 
        new(row.Uuid.Value, row.Name, row.Summary, row.Plugin, row.Endpoint);
}
