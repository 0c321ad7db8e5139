using System.Globalization;
using Shield.Plugins.Sdk;

namespace Shield.Agent.Host.Conformance;

/// <summary>What is to be checked.</summary>
/// <param name="Path">The plugin, absolute.</param>
/// <param name="As">As what; null for whatever it is.</param>
/// <param name="EndpointFile">Where its endpoint is; null for none.</param>
/// <param name="LargestBytes">The largest object that a store is given.</param>
/// <param name="Change">A command that changes the content of a target; null for none.</param>
internal sealed record Wish(
    string Path, PluginMode? As, string? EndpointFile, long LargestBytes, string? Change)
{
    private static readonly (string Unit, int Shift)[] Units = [("KiB", 10), ("MiB", 20), ("GiB", 30)];

    /// <summary>Reads what stands behind <c>plugin check</c>.</summary>
    /// <param name="words">The words.</param>
    /// <param name="fault">What is wrong with them, when the answer is null.</param>
    public static Wish? Read(IReadOnlyList<string> words, out string fault)
    {
        fault = "";
        var wish = new Wish("", null, null, 1L << 30, null);
        for (var at = 0; at < words.Count; at++)
        {
            if (!words[at].StartsWith('-'))
            {
                if (wish.Path.Length > 0) fault = "one plugin at a time";
                wish = wish with { Path = System.IO.Path.GetFullPath(words[at]) };
            }
            else if (wish.With(words[at], at + 1 < words.Count ? words[at + 1] : "") is { } more)
            {
                wish = more;
                at++;
            }
            else
            {
                fault = $"{words[at]} is not known, or its value is missing or wrong";
            }

            if (fault.Length > 0) return null;
        }

        if (wish.Path.Length > 0) return wish;
        fault = "which plugin?";
        return null;
    }

    /// <summary>With one option more; null when there is none of that name with such a value.</summary>
    private Wish? With(string option, string value) => (option, value) switch
    {
        (_, "") => null,
        ("--as", "target") => this with { As = PluginMode.Target },
        ("--as", "store") => this with { As = PluginMode.Store },
        ("--endpoint", _) => this with { EndpointFile = value },
        ("--change", _) => this with { Change = value },
        ("--largest", _) when ReadSize(value) is { } bytes => this with { LargestBytes = bytes },
        _ => null,
    };

    private static long? ReadSize(string text)
    {
        var (unit, shift) = Units.FirstOrDefault(one => text.EndsWith(one.Unit, StringComparison.Ordinal));
        var number = unit is null ? text : text[..^unit.Length];
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= long.MaxValue >> shift
                ? count << shift
                : null;
    }
}
