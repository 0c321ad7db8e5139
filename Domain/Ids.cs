namespace Shield.Domain;

/// <summary>Names one target: a data system to protect.</summary>
/// <param name="Value">A UUID, chosen when the target is created.</param>
[GenerateSerializer, Immutable, Alias("shield.TargetId")]
public readonly record struct TargetId([property: Id(0)] Guid Value)
{
    /// <summary>The UUID in lower case with hyphens.</summary>
    public override string ToString() => Value.ToString("d");
}
