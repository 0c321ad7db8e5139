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

    /// <summary>How many characters at the end of the sealed text are its mark.</summary>
    public const int MarkCharacters = 24;

    /// <summary>What tells this sealing from every other: the end of the sealed text, where the cipher's
    /// authentication tag stands. It changes with the secret and says nothing of it.</summary>
    public string Mark() => Sealed.Length <= MarkCharacters ? Sealed : Sealed[^MarkCharacters..];

    /// <summary>The masked form.</summary>
    public override string ToString() => Masked;
}
