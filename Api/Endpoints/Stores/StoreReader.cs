using Shield.Api.Endpoints.Requests;
using Shield.Domain.Stores;

namespace Shield.Api.Endpoints.Stores;

/// <summary>Reads what somebody says of a store.</summary>
internal static class StoreReader
{
    /// <summary>The definition; not to be used before the body is found free of faults.</summary>
    public static StoreDefinition Read(BodyFields body, Wish wish)
    {
        var name = body.Name();
        var summary = body.Summary(wish);
        var plugin = body.RequiredPlugin("plugin");
        var endpoint = body.RequiredEndpoint("endpoint", wish);
        return new StoreDefinition(name, summary, plugin, endpoint!);
    }
}
