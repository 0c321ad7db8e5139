using System.Globalization;

namespace Shield.Cli.Output;

/// <summary>Sizes as people say them.</summary>
internal static class SizeText
{
    private const double Step = 1024;

    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>"0 bytes", "1 byte", "1.5 KiB", "23 GiB": one decimal below ten.</summary>
    public static string Of(long bytes)
    {
        if (bytes == 1) return "1 byte";
        if (bytes < Step) return bytes.ToString(CultureInfo.InvariantCulture) + " bytes";
        var size = bytes / Step;
        var unit = 0;

        // 1023.6 KiB would be written "1024 KiB", so the step is taken where rounding takes it.
        while (Math.Round(size) >= Step && unit < Units.Length - 1)
        {
            size /= Step;
            unit++;
        }

        var format = Math.Round(size, 1) < 10 ? "0.#" : "0";
        return $"{size.ToString(format, CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
