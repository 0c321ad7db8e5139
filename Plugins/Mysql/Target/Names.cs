namespace Shield.Plugins.Mysql.Target;

/// <summary>Names in messages.</summary>
internal static class Names
{
    private const int ListedMax = 10;

    /// <summary>Not too many of them.</summary>
    public static string Listed(IEnumerable<string> names)
    {
        var all = names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var listed = string.Join(", ", all.Take(ListedMax).Select(name => $"'{name}'"));
        return all.Count > ListedMax ? $"{listed} and {all.Count - ListedMax} more" : listed;
    }
}
