using Shield.Api.Contracts;
using Shield.Api.Contracts.Retention;
using Shield.Api.Endpoints.Answers;
using Shield.Grains;

namespace Shield.Api.Endpoints.Retention;

/// <summary>What the wire shows of a retention policy.</summary>
internal static class RetentionBodyShape
{
    /// <summary>How lists show it.</summary>
    public static ListShape<RetentionRow, RetentionBody> List { get; } =
        new(row => new Place.Named(row.Name, row.Uuid.Value), Of, WireJson.Wire.RetentionBody);

    /// <summary>The body for a row.</summary>
    public static RetentionBody Of(RetentionRow row) => 
        new(row.Uuid.Value, row.Name, row.Summary, row.ExpirySeconds);
}
