namespace Shield.Domain.Plugins;

/// <summary>An endpoint at rest and on its way: readable with masks, whole only for who holds the
/// key.</summary>
/// <param name="Masked">The JSON object with masks in place of secrets.</param>
/// <param name="Sealed">The whole of it, encrypted; see the key ring.</param>
[GenerateSerializer, Immutable, Alias("shield.SealedEndpoint")]
public sealed record SealedEndpoint([property: Id(0)] string Masked, [property: Id(1)] string Sealed)
{
    /// <summary>An endpoint that has nothing in it yet.</summary>
    public static SealedEndpoint None { get; } = new("{}", "");

    /// <summary>The masked form.</summary>
    public override string ToString() => Masked;
}
