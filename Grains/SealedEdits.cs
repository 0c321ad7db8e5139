using Shield.Domain;
using Shield.Domain.Plugins;

namespace Shield.Grains;

/// <summary>Endpoints that are edited while their secrets stay sealed.</summary>
internal static class SealedEdits
{
    /// <summary>What is to be kept: masks stand for stored secrets, and what stays the same stays as it was
    /// sealed.</summary>
    /// <param name="seal">Opens and seals.</param>
    /// <param name="stored">What is kept now.</param>
    /// <param name="sent">What it is to become.</param>
    /// <param name="movedBy">What else sends its secrets elsewhere; null for nothing.</param>
    /// <exception cref="ShieldException">A secret must be given again.</exception>
    public static SealedEndpoint Edit(
        this ISecretSeal seal, SealedEndpoint stored, EndpointConfig sent, string? movedBy)
    {
        if (sent.HasMasks())
        {
            var whole = seal.Open(stored);
            var kept = KeptSecrets.Keep(sent, whole, movedBy);
            return kept.Json == whole.Json ? stored : seal.Seal(kept);
        }

        return seal.IsSame(stored, sent) ? stored : seal.Seal(sent);
    }

    private static bool IsSame(this ISecretSeal seal, SealedEndpoint stored, EndpointConfig sent)
    {
        if (stored.Masked != sent.Masked()) return false;
        try
        {
            return seal.Open(stored).Json == sent.Json;
        }
        catch (ShieldException damaged) when (damaged.Reason is Reason.Unavailable)
        {
            // To enter it again is the way out of this.
            return false;
        }
    }
}
