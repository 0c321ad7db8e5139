namespace Shield.Servers;

/// <summary>An account of the S3 server.</summary>
/// <param name="KeyId">Its access key id.</param>
/// <param name="Secret">Its secret access key.</param>
public sealed record CephUser(string KeyId, string Secret)
{
    /// <summary>Never the content: it is a secret.</summary>
    public override string ToString() => KeyId;
}
