using Shield.Api.Endpoints.Description;
using Shield.Domain.Plugins;

namespace Shield.Api.Endpoints.Requests;

/// <summary>Fields of queries that mean the same in more than one list.</summary>
internal static class CommonQueries
{
    public static readonly QueryField<string?> Name =
        QueryField.Text("name", "only those whose name contains this, in any case");

    public static readonly QueryField<bool?> Exact =
        QueryField.Flag("exact", "the name must be equal, not only contain it");

    public static readonly QueryField<bool?> Unused =
        QueryField.Flag("unused", "t: only those that no job uses; f: only those that one does");

    public static readonly QueryField<string?> Plugin = new(
        "plugin",
        "only those with this plugin",
        () => Schemas.Like("^[a-z0-9][a-z0-9._-]*$", PluginName.LengthMax, "fs"),
        query => query.Plugin("plugin"));

    public static readonly QueryField<DateTimeOffset?> After = new(
        "after",
        "from this moment on; a day counts from its start, in UTC",
        Schemas.DayOrDateTime,
        query => query.From("after"));

    public static readonly QueryField<DateTimeOffset?> Before = new(
        "before",
        "before this moment; a day counts to its end, in UTC",
        Schemas.DayOrDateTime,
        query => query.Until("before"));

    public static readonly QueryField<bool> Debug =
        QueryField.Switch("debug", "with the verbose log of each task");

    public static readonly QueryField<int?> Limit = QueryField.Number(
        "limit", "at most so many; all when absent", 1, RequestLimits.PageRowsMax);

    public static readonly QueryField<string?> Cursor = new(
        "cursor",
        "where to go on, as the Link header of the page before has it",
        () => Schemas.Text(0, RequestLimits.CursorCharsMax),
        query => query.Text("cursor", RequestLimits.CursorCharsMax));

    /// <summary>A filter by name.</summary>
    public static readonly QueryField[] Names = [Name, Exact];

    /// <summary>Which part of the list.</summary>
    public static readonly QueryField[] Pages = [Limit, Cursor];
}
