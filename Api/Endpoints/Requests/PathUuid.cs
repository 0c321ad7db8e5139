using Microsoft.AspNetCore.Http;
using Shield.Domain;

namespace Shield.Api.Endpoints.Requests;

/// <summary>The id in a path.</summary>
internal static class PathUuid
{
    /// <summary>The name of the id in every route.</summary>
    public const string Field = "uuid";

    /// <summary>The id that the path names.</summary>
    /// <exception cref="FaultyRequestException">It is not a UUID.</exception>
    public static TId ReadId<TId>(this HttpContext context)
        where TId : struct, IId<TId>
    {
        var text = context.Request.RouteValues[Field] as string;
        if (WireText.ParseUuid(text) is { } uuid) return TId.From(uuid);
        var faults = new Faults();
        faults.Wrong(Field, Complaints.NotAUuid, "the path names a thing by its UUID");
        faults.ThrowIfAny();
        return default;
    }
}
