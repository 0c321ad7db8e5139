using System.Globalization;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>What sinks are often given.</summary>
internal static class ContentSinkExtensions
{
    private const int DigitsMax = 20;

    /// <summary>A number as its decimal text, of which the end is still to be said.</summary>
    public static void AddNumber(this IContentSink sink, long number)
    {
        Span<byte> digits = stackalloc byte[DigitsMax];
        number.TryFormat(digits, out var count, default, CultureInfo.InvariantCulture);
        sink.Add(digits[..count]);
    }

    /// <summary>A whole text.</summary>
    public static void AddText(this IContentSink sink, ReadOnlySpan<byte> text)
    {
        sink.Add(text);
        sink.EndText();
    }

    /// <summary>A number as a whole text.</summary>
    public static void AddNumberText(this IContentSink sink, long number)
    {
        sink.AddNumber(number);
        sink.EndText();
    }
}
