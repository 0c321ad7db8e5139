using Shield.Domain;

namespace Shield.Silo.Catalog;

/// <summary>Ties a catalog to the keys of its installation.</summary>
public static class KeyClaim
{
    private const string Claim =
        "INSERT INTO key_ring (use, key_id) VALUES (@use, @key) ON CONFLICT (use) DO NOTHING;";

    /// <summary>The first key of a use is noted; any other is refused: it could open no secret, or no agent
    /// would know it.</summary>
    /// <param name="database">The catalog.</param>
    /// <param name="use">What the key is for, in a word.</param>
    /// <param name="keyId">The fingerprint of the key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ShieldException">The catalog belongs to another key (Conflict).</exception>
    public static async Task ClaimAsync(
        this CatalogDatabase database, string use, string keyId, CancellationToken cancellationToken)
    {
        await using var connection = await database.Writer.OpenConnectionAsync(cancellationToken);
        await using var claim = connection.CreateCommand();
        claim.CommandText = Claim;
        claim.Add("@use", use);
        claim.Add("@key", keyId);
        await claim.ExecuteNonQueryAsync(cancellationToken);

        await using var read = connection.CreateCommand();
        read.CommandText = "SELECT key_id FROM key_ring WHERE use = @use;";
        read.Add("@use", use);
        var owner = (string)(await read.ExecuteScalarAsync(cancellationToken))!;
        if (owner == keyId) return;
        throw new ShieldException(
            Reason.Conflict,
            $"the catalog {database.Place} belongs to the {use} key {owner}, and this one is {keyId}",
            "put the keys that belong to it into SHIELD_HOME/keys, or restore them: shieldd keys restore");
    }
}
