using System.Globalization;
using Spectre.Console;

namespace Shield.Cli.Output;

/// <summary>A value in both its forms: for a person's eyes, and for the next program.</summary>
internal readonly record struct Cell(string Seen, string Piped, Color Color)
{
    private const int ShortUuid = 8;

    public static Cell Text(string? text) => new(text ?? "", text ?? "", Color.Default);

    public static Cell Number(long number) => Text(number.ToString(CultureInfo.InvariantCulture));

    public static Cell Uuid(Guid? uuid) => uuid is { } known && known != Guid.Empty
        ? new(Short(known), known.ToString("D"), Color.Grey)
        : Text("");

    /// <summary>The whole UUID also on a terminal, where one thing is shown.</summary>
    public static Cell WholeUuid(Guid? uuid) => Uuid(uuid) with { Seen = Uuid(uuid).Piped };

    /// <summary>A time of the wire; UTC as it came where a program reads it.</summary>
    public static Cell Moment(string? wire, CliConsole console) =>
        MomentText.Parse(wire) is { } moment
            ? new(MomentText.Of(moment, console.Clock.LocalTimeZone), wire ?? "", Color.Default)
            : Text(wire);

    /// <summary>The same of a moment.</summary>
    public static Cell Moment(DateTimeOffset moment, CliConsole console) =>
        Moment(MomentText.ToWire(moment), console);

    /// <summary>The same with less room.</summary>
    public static Cell Minute(string? wire, CliConsole console) =>
        MomentText.Parse(wire) is { } moment
            ? Text(wire) with { Seen = MomentText.ToTheMinute(moment, console.Clock.LocalTimeZone) }
            : Text(wire);

    public static Cell Seconds(long seconds) => Number(seconds) with { Seen = DurationText.Of(seconds) };

    public static Cell Bytes(long bytes) => Number(bytes) with { Seen = SizeText.Of(bytes) };

    public static Cell YesNo(bool yes) => Text(yes ? "yes" : "no");

    public static Cell Status(string? status) => Text(status) with
    {
        Color = status switch
        {
            "done" or "valid" or "connected" => Color.Green,
            "running" => Color.Aqua,
            "pending" or "expired" => Color.Yellow,
            "failed" or "invalid" or "absent" => Color.Red,
            _ => Color.Default,
        },
    };

    /// <summary>What is wrong with it; empty when nothing is.</summary>
    public static Cell Fault(string fault) => Text(fault) with { Color = Color.Red };

    public static string Short(Guid uuid) => uuid.ToString("D")[..ShortUuid];
}
