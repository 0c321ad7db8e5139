namespace Shield.Plugins.Postgres.Archive;

/// <summary>Keeps of each entry only what is needed: archives may have millions.</summary>
/// <param name="database">The name of the database that was dumped.</param>
/// <param name="serverVersion">Of the server it was on.</param>
/// <param name="dumpVersion">Of pg_dump.</param>
internal sealed class TocBuilder(string database, string serverVersion, string dumpVersion)
{
    private readonly HashSet<string> _roles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tablespaces = new(StringComparer.Ordinal);
    private readonly List<TocEntry> _ofDatabase = [];
    private long _entries;

    public void Add(TocEntry entry)
    {
        _entries++;
        var isOfDatabase = entry.Kind is "DATABASE" or "DATABASE PROPERTIES"
            || (entry.Kind is "ACL" or "COMMENT"
                && entry.Tag.StartsWith("DATABASE ", StringComparison.Ordinal));
        if (isOfDatabase)
        {
            _ofDatabase.Add(entry);
            return;
        }

        if (!string.IsNullOrEmpty(entry.Owner)) _roles.Add(entry.Owner);
        if (!string.IsNullOrEmpty(entry.Tablespace)) _tablespaces.Add(entry.Tablespace);
        if (entry.Kind is "ACL" or "DEFAULT ACL") _roles.UnionWith(Grantees.In(entry.Definition));
    }

    public Toc Build() => new(
        database, serverVersion.Length > 0 ? serverVersion : dumpVersion, _entries, _roles, _tablespaces,
        ArchivedShape.Of(database, _ofDatabase));
}
