using Shield.Api.Endpoints.Requests;
using Shield.Domain.Retention;

namespace Shield.Api.Endpoints.Retention;

/// <summary>Reads what somebody says of a retention policy.</summary>
internal static class RetentionReader
{
    /// <summary>The definition; not to be used before the body is found free of faults.</summary>
    public static RetentionDefinition Read(BodyFields body, Wish wish)
    {
        var name = body.Name();
        var summary = body.Summary(wish);
        var expires = body.RequiredNumber(
            "expires", RetentionDefinition.ExpirySecondsMin, RetentionDefinition.ExpirySecondsMax);
        return new RetentionDefinition(name, summary, expires);
    }
}
