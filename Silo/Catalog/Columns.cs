using System.Data.Common;
using Shield.Domain;

namespace Shield.Silo.Catalog;

/// <summary>How columns read as values of ours.</summary>
internal static class Columns
{
    /// <summary>An id.</summary>
    public static TId Id<TId>(this DbDataReader row, int column)
        where TId : struct, IId<TId> => TId.From(row.GetGuid(column));

    /// <summary>An id, if there is one.</summary>
    public static TId? IdOrNull<TId>(this DbDataReader row, int column)
        where TId : struct, IId<TId> => row.IsDBNull(column) ? null : row.Id<TId>(column);

    /// <summary>A moment, from Unix milliseconds.</summary>
    public static DateTimeOffset Moment(this DbDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    /// <summary>A moment, if there is one.</summary>
    public static DateTimeOffset? MomentOrNull(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.Moment(column);

    /// <summary>A parameter.</summary>
    public static void Add(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    /// <summary>One of the words of an enum, in lower case.</summary>
    public static TEnum Word<TEnum>(this DbDataReader row, int column)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(row.GetString(column), ignoreCase: true);

    /// <summary>A word of an enum as columns write it; null for none.</summary>
    public static string? Word<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } word ? Word(word) : null;

    /// <summary>A word of an enum as columns write it.</summary>
    public static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        // Columns, like the wire, are in lower case; nothing is compared with the capitals.
#pragma warning disable CA1308
        return value.ToString().ToLowerInvariant();
#pragma warning restore CA1308
    }
}
