namespace Shield.Plugins.S3.Uploads;

/// <summary>How large the parts of an upload are, whose length nobody knows beforehand.</summary>
/// <remarks>S3 takes 10,000 parts and 5 TiB. Parts that all were large enough for that would be of 525 MiB,
/// and a part is kept in memory until the server has it; so they begin small and grow. Up to 156 GiB three of
/// 48 MiB are held at once at most.</remarks>
internal static class PartSizes
{
    public const int PartsMax = 10_000;
    public const int MiBMin = 5;
    public const int MiBMax = 1024;

    private const int HeldMiBMax = 144;
    private const int HeldPartsMax = 6;
    private const int HeldPartsMin = 2;

    /// <summary>Up to which part, and how large.</summary>
    private static readonly (int Last, int MiB)[] Steps =
        [(1000, 16), (4000, 48), (4500, 256), (PartsMax, 912)];

    /// <summary>The size of a part.</summary>
    /// <param name="number">From 1 to 10,000.</param>
    /// <param name="fixedMiB">The one size for all of them; null lets them grow.</param>
    /// <returns>MiB.</returns>
    public static int MiBOf(int number, int? fixedMiB) =>
        fixedMiB ?? Array.Find(Steps, step => number <= step.Last).MiB;

    /// <summary>How many parts of a size are in memory at once: one is read while the others are
    /// sent.</summary>
    public static int HeldAtOnce(int partMiB) => Math.Clamp(HeldMiBMax / partMiB, HeldPartsMin, HeldPartsMax);
}
