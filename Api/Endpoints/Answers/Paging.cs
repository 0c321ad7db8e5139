using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Shield.Api.Endpoints.Requests;

namespace Shield.Api.Endpoints.Answers;

/// <summary>How rows become a list on the wire.</summary>
/// <param name="Uuid">The id of a row.</param>
/// <param name="At">The moment by which the list is ordered, newest first; null where it is by name.</param>
/// <param name="ToBody">What the wire shows of a row.</param>
/// <param name="Json">How that looks.</param>
internal sealed record ListShape<TRow, TBody>(
    Func<TRow, Guid> Uuid,
    Func<TRow, DateTimeOffset>? At,
    Func<TRow, TBody> ToBody,
    JsonTypeInfo<TBody> Json);

/// <summary>Answers lists, whole or by pages.</summary>
internal static class Paging
{
    /// <summary>Answers the part of a list that is asked for; the way to the next part is in the Link header.
    /// </summary>
    /// <param name="context">Whose answer it is.</param>
    /// <param name="page">Which part.</param>
    /// <param name="list">Asks for the list from its beginning.</param>
    /// <param name="shape">How it looks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task AnswerPageAsync<TRow, TBody>(
        this HttpContext context,
        PageRequest page,
        Func<IAsyncEnumerable<TRow>> list,
        ListShape<TRow, TBody> shape,
        CancellationToken cancellationToken)
    {
        var rows = page.After is { } cursor ? RowsAfter(cursor, list, shape, cancellationToken) : list();
        if (page.Limit is not { } limit)
        {
            await context.AnswerListAsync(rows.Select(shape.ToBody), shape.Json, cancellationToken);
            return;
        }

        // One row more tells whether there is a next page.
        var taken = await rows.Take(limit + 1).ToListAsync(cancellationToken);
        if (taken.Count > limit)
        {
            taken.RemoveAt(limit);
            var position = (page.After?.Position ?? 0) + limit;
            var next = new Cursor(shape.Uuid(taken[^1]), position, shape.At?.Invoke(taken[^1]));
            context.Response.Headers.Link = $"<{WithCursor(context.Request, next)}>; rel=\"next\"";
        }

        var bodies = taken.Select(shape.ToBody).ToAsyncEnumerable();
        await context.AnswerListAsync(bodies, shape.Json, cancellationToken);
    }

    private static IAsyncEnumerable<TRow> RowsAfter<TRow, TBody>(
        Cursor cursor,
        Func<IAsyncEnumerable<TRow>> list,
        ListShape<TRow, TBody> shape,
        CancellationToken cancellationToken) =>
        cursor.At is { } at && shape.At is { } atOf
            ? list().SkipWhile(Passed(cursor.Uuid, at, shape.Uuid, atOf))
            : RowsAfterNamed(cursor, list, shape.Uuid, cancellationToken);

    /// <summary>Whether a row was shown before: it is newer than the place, or as new and not after it.
    /// </summary>
    private static Func<TRow, bool> Passed<TRow>(
        Guid uuid, DateTimeOffset at, Func<TRow, Guid> uuidOf, Func<TRow, DateTimeOffset> atOf)
    {
        var isBeyond = false;
        return row =>
        {
            if (isBeyond || atOf(row) < at) return false;
            isBeyond = uuidOf(row) == uuid;
            return true;
        };
    }

    private static async IAsyncEnumerable<TRow> RowsAfterNamed<TRow>(
        Cursor cursor,
        Func<IAsyncEnumerable<TRow>> list,
        Func<TRow, Guid> uuidOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isBeyond = false;
        await foreach (var row in list().WithCancellation(cancellationToken))
        {
            if (isBeyond) yield return row;
            else isBeyond = uuidOf(row) == cursor.Uuid;
        }

        if (isBeyond) yield break;

        // The row is gone, and everything after it has moved up by one.
        var rest = list().Skip((int)Math.Clamp(cursor.Position - 1, 0, int.MaxValue));
        await foreach (var row in rest.WithCancellation(cancellationToken)) yield return row;
    }

    private static string WithCursor(HttpRequest request, Cursor next)
    {
        var kept = request.Query
            .Where(field => !field.Key.Equals("cursor", StringComparison.OrdinalIgnoreCase))
            .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value)));
        return QueryHelpers.AddQueryString(
            request.PathBase.Add(request.Path).ToUriComponent(),
            kept.Append(KeyValuePair.Create("cursor", (string?)next.ToString())));
    }
}
