using System.Security.Cryptography;
using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Grains;

namespace Shield.Silo.Hosting.Keys;

/// <summary>The key of one agent: what the core tells it in secret is sealed with its public half, and can be
/// opened by this agent alone. It is made when it is first needed, and need not be kept: an agent with
/// another key is told everything anew.</summary>
public sealed class AgentKey : ISecretOpener, IDisposable
{
    /// <summary>Its file in the folder of keys: PEM, PKCS #8, of the curve P-256.</summary>
    public const string FileName = "agent.key";

    private readonly ECDiffieHellman _key;

    private AgentKey(ECDiffieHellman key)
    {
        _key = key;
        Public = Convert.ToBase64String(key.PublicKey.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The public half, in base64 of DER.</summary>
    /// <remarks>RFC 5480, section 2.</remarks>
    public string Public { get; }

    /// <summary>Reads the key, or makes it.</summary>
    /// <param name="folder">The folder of keys.</param>
    /// <exception cref="ShieldException">Its file is readable by others, damaged, or cannot be used.
    /// </exception>
    public static AgentKey Open(string folder)
    {
        var file = Path.Combine(folder, FileName);
        var text = KeyFile.Open(file, Make);
        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportFromPem(text);
            return key.KeySize == AgentEnvelope.KeyBits
                ? new AgentKey(key)
                : throw new CryptographicException("not of P-256");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw KeyFile.Damaged(file, "remove it: another one is made, and that is all it takes");
        }
    }

    /// <inheritdoc />
    public EndpointConfig Open(SealedEndpoint endpoint) => AgentEnvelope.Open(endpoint, Public, _key);

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    private static string Make()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
