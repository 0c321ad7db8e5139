using Shield.Domain;

namespace Shield.Silo.Catalog;

/// <summary>Ties a catalog to the key that seals its secrets.</summary>
public static class KeyClaim
{
    private const string Claim =
        "INSERT INTO key_ring (one, key_id) VALUES (1, @key) ON CONFLICT (one) DO NOTHING;";

    /// <summary>The first key is noted; any other is refused, since it could open nothing.</summary>
    /// <param name="database">The catalog.</param>
    /// <param name="keyId">The fingerprint of the key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ShieldException">The catalog belongs to another key (Conflict).</exception>
    public static async Task ClaimAsync(
        this CatalogDatabase database, string keyId, CancellationToken cancellationToken)
    {
        await using var connection = await database.Writer.OpenConnectionAsync(cancellationToken);
        await using var claim = connection.CreateCommand();
        claim.CommandText = Claim;
        claim.Add("@key", keyId);
        await claim.ExecuteNonQueryAsync(cancellationToken);

        await using var read = connection.CreateCommand();
        read.CommandText = "SELECT key_id FROM key_ring;";
        var owner = (string)(await read.ExecuteScalarAsync(cancellationToken))!;
        if (owner == keyId) return;
        throw new ShieldException(
            Reason.Conflict,
            $"the secrets in the catalog {database.Place} are sealed with the key {owner}; this is {keyId}",
            "put the keys that belong to it into SHIELD_HOME/keys");
    }
}
