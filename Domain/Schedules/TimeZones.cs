namespace Shield.Domain.Schedules;

/// <summary>Time zones by IANA id; the rules come from the operating system's zone files.</summary>
public static class TimeZones
{
    internal const string UtcId = "UTC";

    private const int IdLengthMax = 64;
    private const int TypingErrorsMax = 3;

    // The zone files hold these too, but they name no place: each machine means something else by them.
    private static readonly string[] NoPlaces = ["localtime", "posixrules", "factory", "local"];
    private static readonly string[] NoRegions = ["posix", "right"];

    private static readonly Lazy<string[]> ListedIds = new(() =>
    [
        .. TimeZoneInfo.GetSystemTimeZones(skipSorting: true).Select(zone => zone.Id).Where(IsSafe)
            .Order(StringComparer.Ordinal),
    ]);

    /// <summary>The zone with that id, in whatever case it is written.</summary>
    /// <param name="id">Like <c>Europe/Berlin</c>; anything at all may be passed.</param>
    /// <returns>The zone, its id in canonical case, or null when there is none. Never throws.</returns>
    public static TimeZoneInfo? Find(string? id)
    {
        // An id becomes a path below the zone directory, so nothing else may get there.
        if (id is null || !IsSafe(id)) return null;

        foreach (var spelling in Spellings(id))
            if (TimeZoneInfo.TryFindSystemTimeZoneById(spelling, out var zone)) return zone;

        var listed = Array.Find(ListedIds.Value, known => IsSame(known, id));
        return listed is not null && TimeZoneInfo.TryFindSystemTimeZoneById(listed, out var found)
            ? found
            : null;
    }

    /// <summary>The id that was probably meant: the same city, or a typing error away; else null.</summary>
    internal static string? Nearest(string typed)
    {
        if (typed.Length > IdLengthMax) return null;

        return Array.Find(ListedIds.Value, id => IsSame(City(id), City(typed)))
            ?? TypingDistance.Nearest(typed, ListedIds.Value, TypingErrorsMax);
    }

    private static bool IsSame(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> City(string id) => id.AsSpan(id.LastIndexOf('/') + 1);

    private static bool IsSafe(string id) =>
        id.Length is > 0 and <= IdLengthMax
        && char.IsAsciiLetter(id[0])
        && !id.EndsWith('/')
        && !id.Contains("//", StringComparison.Ordinal)
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && !NoPlaces.Contains(id, StringComparer.OrdinalIgnoreCase)
        && !NoRegions.Contains(id.Split('/')[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>As written, then as zones usually are: Europe/Berlin, US/Eastern, Etc/GMT, EST5EDT.</summary>
    private static IEnumerable<string> Spellings(string id)
    {
        yield return id;

        var (region, place) = id.IndexOf('/') is > 0 and var cut ? (id[..cut], id[cut..]) : (id, "");
        yield return Capitalised(region) + Capitalised(place);
        yield return region.ToUpperInvariant() + Capitalised(place);
        yield return Capitalised(region) + place.ToUpperInvariant();
        yield return id.ToUpperInvariant();
    }

    private static string Capitalised(string part)
    {
        var letters = part.ToLowerInvariant().ToCharArray();
        for (var i = 0; i < letters.Length; i++)
            if (i == 0 || letters[i - 1] is '/' or '_' or '-') letters[i] = char.ToUpperInvariant(letters[i]);
        return new string(letters);
    }
}
