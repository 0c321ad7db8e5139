using System.Security.Cryptography;
using System.Text;
using Shield.Domain;
using Shield.Domain.Plugins;

namespace Shield.Silo.Hosting.Keys;

/// <summary>An endpoint on its way to one agent: a key of its own for each, agreed on with the agent's key
/// (ECDH on P-256, HKDF with SHA-256), and AES-256-GCM under it.</summary>
/// <remarks>The text is <c>a1:base64:base64</c>, of the sender's public half and of ciphertext and tag (16
/// bytes). Both public halves are part of what the key is derived from. Since no key is used twice, the
/// nonce is zero.</remarks>
internal static class AgentEnvelope
{
    private const string Version = "a1";

    /// <summary>Of the curve P-256.</summary>
    internal const int KeyBits = 256;

    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16;

    /// <summary>Seals it for who has the private half of this key.</summary>
    public static SealedEndpoint Seal(EndpointConfig endpoint, string agentKey)
    {
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var senderKey = Convert.ToBase64String(sender.PublicKey.ExportSubjectPublicKeyInfo());
        using var receiver = Import(agentKey);
        using var cipher = Agree(sender, receiver, senderKey, agentKey);
        var plain = Encoding.UTF8.GetBytes(endpoint.Json);
        var whole = new byte[plain.Length + TagBytes];
        cipher.Encrypt(
            new byte[NonceBytes], plain, whole.AsSpan(0, plain.Length), whole.AsSpan(plain.Length));
        CryptographicOperations.ZeroMemory(plain);
        return new SealedEndpoint(
            endpoint.Masked(), $"{Version}:{senderKey}:{Convert.ToBase64String(whole)}");
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="ShieldException">It was sealed for another, or is damaged.</exception>
    public static EndpointConfig Open(SealedEndpoint endpoint, string agentKey, ECDiffieHellman key)
    {
        if (endpoint.Sealed.Split(':') is not [Version, var senderKey, var text]) throw NotForUs();
        try
        {
            var whole = Convert.FromBase64String(text);
            if (whole.Length < TagBytes) throw NotForUs();
            using var sender = Import(senderKey);
            using var cipher = Agree(key, sender, senderKey, agentKey);
            var plain = new byte[whole.Length - TagBytes];
            cipher.Decrypt(
                new byte[NonceBytes], whole.AsSpan(0, plain.Length), whole.AsSpan(plain.Length), plain);
            var json = Encoding.UTF8.GetString(plain);
            CryptographicOperations.ZeroMemory(plain);
            return EndpointConfig.Parse(json) ?? throw NotForUs();
        }
        catch (Exception e) when (
            e is FormatException or CryptographicException or PlatformNotSupportedException)
        {
            throw NotForUs();
        }
    }

    private static ECDiffieHellman Import(string key)
    {
        var half = ECDiffieHellman.Create();
        try
        {
            half.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
            return half.KeySize == KeyBits ? half : throw new CryptographicException("not of P-256");
        }
        catch
        {
            half.Dispose();
            throw;
        }
    }

    private static AesGcm Agree(
        ECDiffieHellman own, ECDiffieHellman other, string senderKey, string agentKey)
    {
        var secret = own.DeriveRawSecretAgreement(other.PublicKey);
        var info = Encoding.ASCII.GetBytes($"shield {Version}:{senderKey}:{agentKey}");
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: info);
        try
        {
            return new AesGcm(key, TagBytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static ShieldException NotForUs() => new(
        Reason.Unavailable,
        "this secret was sealed for another agent, or is damaged",
        "try again: it is sealed anew for each order");
}
