using System.Text.Json.Nodes;

namespace Shield.Domain.Plugins;

/// <summary>What an edit makes of masks: the secrets that are kept, as long as they go where they went.
/// </summary>
public static class KeptSecrets
{
    /// <summary>The name of the endpoint's field on the wire, which a refusal names.</summary>
    public const string Field = "endpoint";

    /// <summary>An endpoint as it was sent, with the stored secret in place of each mask.</summary>
    /// <param name="sent">What somebody sent, who may have seen no secret at all.</param>
    /// <param name="stored">What is kept.</param>
    /// <param name="movedBy">What else sends the secrets elsewhere, like another plugin; null for nothing.
    /// </param>
    /// <exception cref="ShieldException">A secret must be given again (Invalid): it would go elsewhere, or
    /// nothing is kept for its mask.</exception>
    public static EndpointConfig Keep(EndpointConfig sent, EndpointConfig stored, string? movedBy)
    {
        if (!sent.HasMasks()) return sent;
        var (fields, present) = (JsonNode.Parse(sent.Json)!, JsonNode.Parse(stored.Json)!);
        var moved = LocatingFields.Changed(present, fields).Prepend(movedBy).OfType<string>().ToArray();
        if (moved.Length > 0)
        {
            throw Refuse(SecretFields.Masked(fields), $", since {string.Join(" and ", moved)} changes");
        }

        SecretFields.Unmask(fields, present);
        var masked = SecretFields.Masked(fields);
        return masked.Count > 0
            ? throw Refuse(masked, ", since none is kept")
            : EndpointConfig.Parse(fields.ToJsonString()) ?? throw TooLong();
    }

    private static ShieldException TooLong() => new(
        Reason.Invalid, $"{Field} is longer than {EndpointConfig.LengthMax} characters with its secrets", "")
    {
        Field = Field,
    };

    private static ShieldException Refuse(IReadOnlyList<string> secrets, string why) => new(
        Reason.Invalid,
        $"{Field}: {string.Join(" and ", secrets)} must be given again{why}",
        $"send the secret where the mask {EndpointConfig.Mask} stands")
    {
        Field = Field,
    };
}
