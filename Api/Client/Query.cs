using System.Globalization;
using System.Text;

namespace Shield.Api.Client;

/// <summary>A path with its query; parts that are null are left out.</summary>
internal sealed class Query(string path)
{
    private readonly StringBuilder _text = new(path);
    private bool _any;

    public Query Add(string name, string? value)
    {
        if (value is null) return this;
        _text.Append(_any ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        _any = true;
        return this;
    }

    public Query Add(string name, bool? value) =>
        Add(name, value switch { true => "t", false => "f", null => null });

    public Query Add(string name, Guid? value) => Add(name, value?.ToString("D"));

    public Query Add(string name, int? value) =>
        Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
