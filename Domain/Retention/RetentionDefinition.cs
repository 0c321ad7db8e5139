namespace Shield.Domain.Retention;

/// <summary>What somebody says of a retention policy when they create or edit it.</summary>
/// <param name="Name">What people call it; need not be unique.</param>
/// <param name="Summary">What it is for; may be empty.</param>
/// <param name="ExpirySeconds">How long an archive is kept; at least <see cref="ExpirySecondsMin"/>.</param>
[GenerateSerializer, Immutable, Alias("shield.RetentionDefinition")]
public sealed record RetentionDefinition(string Name, string Summary, long ExpirySeconds)
{
    /// <summary>The shortest time to keep an archive: one hour.</summary>
    public const long ExpirySecondsMin = 3600;

    /// <summary>The longest: a thousand years, so that no date overflows.</summary>
    public const long ExpirySecondsMax = 1000L * 366 * 24 * 3600;
}
