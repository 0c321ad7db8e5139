using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;

namespace Shield.Api.Endpoints.Answers;

/// <summary>How rows become a list on the wire.</summary>
/// <param name="PlaceOf">Where a row stands in the list.</param>
/// <param name="ToBody">What the wire shows of a row.</param>
/// <param name="Json">How that looks.</param>
internal sealed record ListShape<TRow, TBody>(
    Func<TRow, Place> PlaceOf, Func<TRow, TBody> ToBody, JsonTypeInfo<TBody> Json);

/// <summary>Answers lists, whole or by pages.</summary>
internal static class Paging
{
    /// <summary>Answers the part of a list that is asked for; the way to the next part is in the Link header.
    /// </summary>
    /// <param name="context">Whose answer it is.</param>
    /// <param name="page">Which part.</param>
    /// <param name="list">Asks for a part.</param>
    /// <param name="shape">How it looks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task AnswerPageAsync<TRow, TBody>(
        this HttpContext context,
        Page page,
        Func<Page, IAsyncEnumerable<TRow>> list,
        ListShape<TRow, TBody> shape,
        CancellationToken cancellationToken)
    {
        if (page.RowsMax is not { } limit)
        {
            await context.AnswerListAsync(list(page).Select(shape.ToBody), shape.Json, cancellationToken);
            return;
        }

        // One row more tells whether there is a next page.
        var taken = await list(page with { RowsMax = limit + 1 }).ToListAsync(cancellationToken);
        if (taken.Count > limit)
        {
            taken.RemoveAt(limit);
            var next = WithCursor(context.Request, Cursor.Write(shape.PlaceOf(taken[^1])));
            context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        var bodies = taken.Select(shape.ToBody).ToAsyncEnumerable();
        await context.AnswerListAsync(bodies, shape.Json, cancellationToken);
    }

    private static string WithCursor(HttpRequest request, string cursor)
    {
        var kept = request.Query
            .Where(field => !field.Key.Equals("cursor", StringComparison.OrdinalIgnoreCase))
            .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value)));
        return QueryHelpers.AddQueryString(
            request.PathBase.Add(request.Path).ToUriComponent(),
            kept.Append(KeyValuePair.Create("cursor", (string?)cursor)));
    }
}
