namespace Shield.Cli;

/// <summary>Pairs of flags, as the one question the API asks.</summary>
internal static class Filters
{
    public static readonly CliOption Paused = CliOption.Flag("--paused", "those that are paused");

    public static readonly CliOption Unpaused = CliOption.Flag("--unpaused", "those that are not paused");

    /// <summary>--unused is true, --used is false, neither is null.</summary>
    public static bool? Unused(this Session session) =>
        OneOf(session, CliOptions.Unused, CliOptions.Used);

    /// <summary>--paused is true, --unpaused is false, neither is null.</summary>
    public static bool? PausedOnly(this Session session) => OneOf(session, Paused, Unpaused);

    /// <summary>A whole number of an option, or null without it.</summary>
    public static int? Number(this Session session, CliOption option) =>
        session.Text(option) is { } text ? Number(option, text) : null;

    public static int Number(CliOption option, string text) =>
        int.TryParse(
            text,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number)
            ? number
            : throw CliFailureException.Usage($"{option.Name} '{text}' is no whole number", option.Help);

    private static bool? OneOf(Session session, CliOption yes, CliOption no) =>
        (session.Has(yes), session.Has(no)) switch
        {
            (true, true) => throw CliFailureException.Usage(
                $"{yes.Name} and {no.Name} leave nothing", "give one of them, or neither for all"),
            (true, _) => true,
            (_, true) => false,
            _ => null,
        };
}
