namespace Shield.Domain.Retention;

/// <summary>How long archives are kept, as it is kept.</summary>
public sealed record RetentionState
{
    /// <summary>Its id, repeated here for the catalog.</summary>
    public RetentionId Uuid { get; init; }

    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for.</summary>
    public string Summary { get; init; } = "";

    /// <summary>How long an archive is kept, in seconds.</summary>
    public long Expiry { get; init; }

    /// <summary>Which edition it is in.</summary>
    public Edition ToEdition() => Edition.Of(Name, Summary, Edition.Text(Expiry));
}
