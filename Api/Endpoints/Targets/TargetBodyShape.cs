using Shield.Api.Contracts;
using Shield.Api.Contracts.Targets;
using Shield.Api.Endpoints.Answers;
using Shield.Grains;

namespace Shield.Api.Endpoints.Targets;

/// <summary>What the wire shows of a target.</summary>
internal static class TargetBodyShape
{
    /// <summary>How lists show it.</summary>
    public static ListShape<TargetRow, TargetBody> List { get; } =
        new(row => new Place.Named(row.Name, row.Uuid.Value), Of, WireJson.Wire.TargetBody);

    /// <summary>The body for a row.</summary>
    public static TargetBody Of(TargetRow row) => 
        new(row.Uuid.Value, row.Name, row.Summary, row.Plugin, row.Endpoint, row.Agent);
}
