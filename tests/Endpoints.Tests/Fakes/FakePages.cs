using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>Pages as the catalog makes them.</summary>
internal static class FakePages
{
    public static IEnumerable<TRow> Part<TRow>(
        this IEnumerable<TRow> rows, Page page, Func<TRow, Place> placeOf) =>
        rows.Where(row => page.After is null || IsAfter(placeOf(row), page.After))
            .Take(page.RowsMax ?? int.MaxValue);

    private static bool IsAfter(Place place, Place other) => (place, other) switch
    {
        (Place.Named a, Place.Named b) when a.Name == b.Name => a.Uuid.CompareTo(b.Uuid) > 0,
        (Place.Named a, Place.Named b) => string.CompareOrdinal(a.Name, b.Name) > 0,
        (Place.Timed a, Place.Timed b) when a.At == b.At => a.Uuid.CompareTo(b.Uuid) < 0,
        (Place.Timed a, Place.Timed b) => a.At < b.At,
        _ => throw new InvalidOperationException("a cursor of another list"),
    };
}
