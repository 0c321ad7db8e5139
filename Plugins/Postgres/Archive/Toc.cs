namespace Shield.Plugins.Postgres.Archive;

/// <summary>One entry of a table of contents.</summary>
/// <param name="Tag">What it is called.</param>
/// <param name="Kind">TABLE, ACL, DATABASE …</param>
/// <param name="Definition">The SQL that makes it.</param>
/// <param name="Owner">Who gets it.</param>
/// <param name="Tablespace">Where it lies; empty for where its database does.</param>
internal sealed record TocEntry(
    string Tag, string Kind, string Definition, string? Owner, string? Tablespace);

/// <summary>What an archive holds and needs, as its table of contents says.</summary>
/// <param name="Database">The name of the database that was dumped.</param>
/// <param name="ServerVersion">Of the server it was on.</param>
/// <param name="Entries">How many things it holds.</param>
/// <param name="Roles">Every role that must be there to own or to be granted something.</param>
/// <param name="Tablespaces">Every tablespace that must be there.</param>
/// <param name="Shape">How to make the database where there is none; null where the archive does not
/// say.</param>
internal sealed record Toc(
    string Database, string ServerVersion, long Entries, IReadOnlySet<string> Roles,
    IReadOnlySet<string> Tablespaces,
    ArchivedShape? Shape);
