using Microsoft.OpenApi;
using Shield.Api.Endpoints.Description;
using Shield.Domain;

namespace Shield.Api.Endpoints.Requests;

/// <summary>A field of a query: declared once, and by that described and read.</summary>
/// <param name="name">As it stands behind the question mark.</param>
/// <param name="meaning">What it is for, in a few words.</param>
/// <param name="schema">What may be in it.</param>
internal abstract class QueryField(string name, string meaning, Func<OpenApiSchema> schema)
{
    public string Name { get; } = name;

    public string Meaning { get; } = meaning;

    public Func<OpenApiSchema> Schema { get; } = schema;

    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A text.</summary>
    public static QueryField<string?> Text(string name, string meaning, params string[] examples) => new(
        name,
        meaning,
        () => Schemas.Text(0, RequestLimits.QueryCharsMax, examples),
        query => query.Text(name));

    /// <summary>t or f.</summary>
    public static QueryField<bool?> Flag(string name, string meaning) =>
        new(name, meaning, () => Schemas.Words("t", "f", "true", "false"), query => query.Flag(name));

    /// <summary>There, alone or with t; or not.</summary>
    public static QueryField<bool> Switch(string name, string meaning) =>
        new(name, meaning, () => Schemas.Words("", "t", "f", "true", "false"), query => query.Switch(name));

    /// <summary>An id.</summary>
    public static QueryField<TId?> Id<TId>(string name, string meaning)
        where TId : struct, IId<TId> => new(name, meaning, Schemas.Uuid, query => query.Id<TId>(name));

    /// <summary>One of the words of an enumeration.</summary>
    public static QueryField<TEnum?> Word<TEnum>(string name, string meaning)
        where TEnum : struct, Enum =>
        new(name, meaning, () => Schemas.Words<TEnum>(), query => query.Word<TEnum>(name));

    /// <summary>A whole number.</summary>
    public static QueryField<int?> Number(string name, string meaning, int min, int max) =>
        new(name, meaning, () => Schemas.Whole(min, max), query => query.Number(name, min, max));

    /// <summary>A moment.</summary>
    public static QueryField<DateTimeOffset?> Moment(string name, string meaning) =>
        new(name, meaning, Schemas.DateTime, query => query.Moment(name));
}

/// <summary>A field of a query, with what it reads as.</summary>
/// <param name="name">As it stands behind the question mark.</param>
/// <param name="meaning">What it is for, in a few words.</param>
/// <param name="schema">What may be in it.</param>
/// <param name="read">Reads it; complains of what is wrong with it.</param>
internal sealed class QueryField<T>(
    string name, string meaning, Func<OpenApiSchema> schema, Func<QueryFields, T> read)
    : QueryField(name, meaning, schema)
{
    /// <summary>Reads it; complains of what is wrong with it.</summary>
    public Func<QueryFields, T> Read { get; } = read;
}
