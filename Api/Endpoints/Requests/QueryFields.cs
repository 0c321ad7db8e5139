using System.Globalization;
using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Description;
using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Grains;

namespace Shield.Api.Endpoints.Requests;

/// <summary>Reads what stands behind the question mark, and gathers every fault. Unknown names are ignored.
/// </summary>
/// <remarks>A filter that is there must say something: an empty one would silently answer everything.
/// </remarks>
internal sealed class QueryFields
{
    private readonly IQueryCollection _query;
    private readonly Operation _operation;
    private readonly HashSet<QueryField> _unread;

    private QueryFields(IQueryCollection query, Operation operation)
    {
        (_query, _operation) = (query, operation);
        _unread = [.. operation.Query];
    }

    /// <summary>What is wrong so far.</summary>
    public Faults Faults { get; } = new();

    /// <summary>The query of this request, of which the endpoint reads what it has declared.</summary>
    public static QueryFields Of(HttpContext context) => new(context.Request.Query, context.Operation());

    /// <summary>Refuses the request if anything is wrong with it; after all that was declared has been
    /// read.</summary>
    public void ThrowIfFaulty()
    {
        foreach (var field in _unread) _operation.EnsureDeclared(false, $"not reading {field.Name}");
        Faults.ThrowIfAny();
    }

    /// <summary>What a field says.</summary>
    public T Read<T>(QueryField<T> field)
    {
        _operation.EnsureDeclared(_operation.Query.Contains(field), $"the query field {field.Name}");
        _unread.Remove(field);
        return field.Read(this);
    }

    /// <summary>A filter by name, <c>name=</c> and <c>exact=</c>.</summary>
    public NameFilter Name()
    {
        var (name, exact) = (Read(CommonQueries.Name), Read(CommonQueries.Exact) ?? false);
        return name is { Length: > 0 } ? new NameFilter(name, exact) : NameFilter.Any;
    }

    /// <summary>A text, or null when it is absent.</summary>
    public string? Text(string field, int charsMax = RequestLimits.QueryCharsMax) => Find(field, charsMax);

    /// <summary>t or f, or null when it is absent.</summary>
    public bool? Flag(string field)
    {
        if (Find(field) is not { } text) return null;
        if (WireText.ParseFlag(text) is { } flag) return flag;
        Faults.Wrong(field, "is not t or f", $"ask with {field}=t or {field}=f");
        return null;
    }

    /// <summary>Whether it is there, alone or with t; not if with f.</summary>
    public bool Switch(string field) => _query[field] is [null or ""] || (Flag(field) ?? false);

    /// <summary>Whether <c>log=full</c> asks for whole logs, which lists cut otherwise.</summary>
    public bool WholeLog()
    {
        var text = Find("log");
        if (text is null) return false;
        if (text != "full") Faults.Wrong("log", "is not full", "leave it out for the ends of logs");
        return true;
    }

    /// <summary>An id, or null when it is absent.</summary>
    public TId? Id<TId>(string field)
        where TId : struct, IId<TId>
    {
        if (Find(field) is not { } text) return null;
        if (WireText.ParseUuid(text) is { } uuid) return TId.From(uuid);
        Faults.Wrong(field, Complaints.NotAUuid, "");
        return null;
    }

    /// <summary>The name of a plugin, or null when it is absent.</summary>
    public string? Plugin(string field)
    {
        if (Find(field) is not { } text) return null;
        if (PluginName.Parse(text) is { } plugin) return plugin.Value;
        Faults.Wrong(field, Complaints.NotAPlugin, Complaints.PluginHint);
        return null;
    }

    /// <summary>One of the words of an enumeration, as the wire writes them; null when it is absent.
    /// </summary>
    public TEnum? Word<TEnum>(string field)
        where TEnum : struct, Enum
    {
        if (Find(field) is not { } text) return null;
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (WireWords.Of(value) == text) return value;
        }

        var words = string.Join(", ", Enum.GetValues<TEnum>().Select(WireWords.Of));
        Faults.Wrong(field, $"is none of {words}", "");
        return null;
    }

    /// <summary>A whole number, or null when it is absent.</summary>
    public int? Number(string field, int min, int max)
    {
        if (Find(field) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        Faults.Wrong(field, $"is not a whole number between {min} and {max}", "");
        return null;
    }

    /// <summary>The moment from which on, for <c>after</c>: a day counts from its start.</summary>
    public DateTimeOffset? From(string field) => Moment(field, day => day);

    /// <summary>The moment before which, for <c>before</c>: a day counts to its end.</summary>
    public DateTimeOffset? Until(string field) => Moment(field, WireText.NextDay);

    /// <summary>A moment in RFC 3339, or null when it is absent.</summary>
    public DateTimeOffset? Moment(string field)
    {
        if (Find(field) is not { } text) return null;
        if (WireText.ParseMoment(text) is { } moment) return moment;
        Faults.Wrong(field, "is not a moment in RFC 3339", "write it like 2026-01-31T16:30:00Z");
        return null;
    }

    private DateTimeOffset? Moment(string field, Func<DateTimeOffset, DateTimeOffset> ofDay)
    {
        if (Find(field) is not { } text) return null;
        if (WireText.ParseDay(text) is { } day) return ofDay(day);
        if (WireText.ParseMoment(text) is { } moment) return moment;
        Faults.Wrong(
            field, "is neither YYYYMMDD nor a moment in RFC 3339",
            "write it like 20260131 or 2026-01-31T16:30:00Z");
        return null;
    }

    private string? Find(string field, int charsMax = RequestLimits.QueryCharsMax)
    {
        var values = _query[field];
        if (values.Count == 0) return null;
        var text = values[0] ?? "";
        if (values.Count > 1) Faults.Wrong(field, "is given more than once", "");
        else if (text.Length > charsMax || text.Contains('\0', StringComparison.Ordinal))
        {
            Faults.Wrong(field, $"is longer than {charsMax} characters or has a NUL", "");
        }
        else return text;

        return null;
    }
}
