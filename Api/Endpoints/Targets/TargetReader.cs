using Shield.Api.Endpoints.Requests;
using Shield.Domain.Targets;

namespace Shield.Api.Endpoints.Targets;

/// <summary>Reads what somebody says of a target.</summary>
internal static class TargetReader
{
    /// <summary>The definition; not to be used before the body is found free of faults.</summary>
    public static TargetDefinition Read(BodyFields body, Wish wish)
    {
        var name = body.Name();
        var summary = body.Summary(wish);
        var plugin = body.RequiredPlugin("plugin");
        var endpoint = body.RequiredEndpoint("endpoint", wish);
        var agent = body.RequiredAgent("agent");
        return new TargetDefinition(name, summary, plugin, endpoint!, agent);
    }
}
