using System.Data.Common;
using System.Text;
using Shield.Grains;

namespace Shield.Silo.Catalog;

/// <summary>A SELECT that grows by conditions. Its text is ours alone; what a caller says is a parameter.
/// </summary>
internal sealed class Query(string select)
{
    private readonly List<(string Name, object Value)> _parameters = [];
    private readonly StringBuilder _where = new();
    private string _order = "";
    private string _limit = "";

    /// <summary>Whatever is under this name in the text, as a value.</summary>
    public Query With(string name, object value)
    {
        _parameters.Add((name, value));
        return this;
    }

    /// <summary>A condition that takes no value; none when <paramref name="condition"/> is null.</summary>
    public Query Where(string? condition)
    {
        if (condition is not null) _where.Append(_where.Length == 0 ? " WHERE " : " AND ").Append(condition);
        return this;
    }

    /// <summary>A condition on a value; none when there is no value.</summary>
    public Query Where(string condition, string name, object? value) =>
        value is null ? this : Where(condition).With(name, value);

    /// <summary>A condition on a name.</summary>
    public Query Where(string column, NameFilter filter) => filter switch
    {
        { Text: null or "" } => this,
        { Exact: true } => Where($"{column} = @name", "@name", filter.Text),
        _ => Where($"name_contains({column}, @name)", "@name", filter.Text),
    };

    /// <summary>The order.</summary>
    public Query OrderBy(string order)
    {
        _order = $" ORDER BY {order}";
        return this;
    }

    /// <summary>At most so many rows; all of them when there is no number.</summary>
    public Query Limit(int? rowsMax)
    {
        if (rowsMax is not { } max) return this;
        _limit = " LIMIT @rows_max";
        return With("@rows_max", max);
    }

    /// <summary>A page of what is ordered by name, then UUID.</summary>
    public Query ByName(string name, string uuid, Page page)
    {
        if (page.After is { } place)
        {
            var after = (Place.Named)place;
            Where($"({name}, {uuid}) > (@after_name, @after_uuid)")
                .With("@after_name", after.Name).With("@after_uuid", after.Uuid);
        }

        return OrderBy($"{name}, {uuid}").Limit(page.RowsMax);
    }

    /// <summary>A page of what has the newest first.</summary>
    /// <param name="at">The column of the moment.</param>
    /// <param name="id">The column that tells those of one moment apart.</param>
    /// <param name="page">Which page.</param>
    /// <param name="idOfPlace">How to find that column's value for <c>@after_uuid</c>.</param>
    public Query NewestFirst(string at, string id, Page page, string idOfPlace = "@after_uuid")
    {
        if (page.After is { } place)
        {
            var after = (Place.Timed)place;
            Where($"({at}, {id}) < (@after_at, {idOfPlace})")
                .With("@after_at", after.At.ToUnixTimeMilliseconds()).With("@after_uuid", after.Uuid);
        }

        return OrderBy($"{at} DESC, {id} DESC").Limit(page.RowsMax);
    }

    /// <summary>Ready to run.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="transaction">In which transaction.</param>
    /// <param name="toColumn">Makes of a value what the columns hold.</param>
    public DbCommand ToCommand(
        DbConnection connection, DbTransaction? transaction, Func<object, object> toColumn)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"{select}{_where}{_order}{_limit};";
        foreach (var (name, value) in _parameters) command.Add(name, toColumn(value));
        return command;
    }
}
