namespace Shield.Api.Endpoints.Requests;

/// <summary>Everything that is wrong with one request, gathered before any of it is acted upon.</summary>
internal sealed class Faults
{
    private readonly List<string> _missing = [];
    private readonly Dictionary<string, List<string>> _errors = [];
    private readonly List<string> _hints = [];

    /// <summary>A required field is absent, null or empty.</summary>
    public void Missing(string field) => _missing.Add(field);

    /// <summary>A field is there, and wrong.</summary>
    /// <param name="field">Its name on the wire.</param>
    /// <param name="complaint">What is wrong with it, so that it reads on from the name.</param>
    /// <param name="hint">What would be right; may be empty.</param>
    public void Wrong(string field, string complaint, string hint)
    {
        if (!_errors.TryGetValue(field, out var complaints)) _errors[field] = complaints = [];
        complaints.Add(complaint);
        if (hint.Length > 0) _hints.Add(hint);
    }

    /// <summary>A field names a thing that is not there.</summary>
    /// <param name="field">Its name on the wire.</param>
    /// <param name="noun">What it should name.</param>
    /// <param name="nouns">More than one of those.</param>
    public void NoSuch(string field, string noun, string nouns) =>
        Wrong(field, $"is the UUID of no {noun}", $"list what there is with `shield list {nouns}`");

    /// <summary>Refuses the request if anything is wrong with it.</summary>
    /// <exception cref="FaultyRequestException">Names every fault.</exception>
    public void ThrowIfAny()
    {
        if (_missing.Count + _errors.Count == 0) return;
        throw new FaultyRequestException(Describe(), Advise())
        {
            Missing = _missing,
            Errors = _errors.ToDictionary(
                error => error.Key, error => (IReadOnlyList<string>)error.Value, StringComparer.Ordinal),
        };
    }

    private string Describe()
    {
        var wrong = _errors.SelectMany(error => error.Value.Select(complaint => $"{error.Key} {complaint}"));
        string[] missing = _missing.Count == 0 ? [] : [$"missing: {string.Join(", ", _missing)}"];
        return string.Join("; ", [.. missing, .. wrong]);
    }

    private string Advise()
    {
        string[] missing = _missing.Count == 0 ? [] : [$"send {string.Join(", ", _missing)}"];
        return string.Join("; ", missing.Concat(_hints.Distinct(StringComparer.Ordinal)));
    }
}

/// <summary>A request with faults; the answer names all of them.</summary>
internal sealed class FaultyRequestException(string message, string hint) : Exception(message)
{
    public string Hint { get; } = hint;

    /// <summary>The required fields that are not there, in the order in which they are declared.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>What is wrong, by field.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; }
}
