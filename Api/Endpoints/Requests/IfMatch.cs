using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Shield.Api.Endpoints.Description;
using Shield.Domain;

namespace Shield.Api.Endpoints.Requests;

/// <summary>The condition of an edit or a delete.</summary>
internal static class IfMatch
{
    /// <summary>What the header <c>If-Match</c> asks for: one of some ETags, or (<c>*</c>) only that the
    /// thing is there, which everything asks for anyway.</summary>
    /// <exception cref="FaultyRequestException">It is neither.</exception>
    public static EditCondition ReadIfMatch(this HttpContext context)
    {
        context.Operation().EnsureDeclared(context.Operation().HasIfMatch, HeaderNames.IfMatch);
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0) return EditCondition.None;
        if (EntityTagHeaderValue.TryParseStrictList(header, out var tags))
        {
            return tags.Any(tag => tag.Tag == "*")
                ? EditCondition.None
                : new EditCondition([.. tags.Select(Value)]);
        }

        var faults = new Faults();
        faults.Wrong(HeaderNames.IfMatch, "is no ETag", "send the ETag that GET answers, quotes included");
        faults.ThrowIfAny();
        return EditCondition.None;
    }

    // A weak one is equal to nothing: it does not promise that two things are the same to the letter.
    private static string Value(EntityTagHeaderValue tag) =>
        tag.IsWeak ? tag.ToString() : tag.Tag.AsSpan().Trim('"').ToString();
}
