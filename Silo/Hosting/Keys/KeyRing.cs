using System.Security.Cryptography;
using System.Text;
using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Grains;

namespace Shield.Silo.Hosting.Keys;

/// <summary>The keys of one installation: the one that seals secrets at rest (AES-256-GCM), and the one that
/// signs. Each is made when it is first needed.</summary>
/// <remarks>A sealed text is <c>v1:key id:base64</c>, of nonce (12 bytes), ciphertext and tag (16); what
/// stands before the last colon is authenticated with it.</remarks>
public sealed class KeyRing : ISecretSeal, IDisposable
{
    /// <summary>The sealing key's file in the folder of keys.</summary>
    public const string FileName = "seal.key";

    private const string Version = "v1";
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16, IdBytes = 8;
    private readonly AesGcm _cipher;
    // The cipher is one context in the native library: two calls at once mix their nonces and texts.
    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly Lazy<CoreKey> _core;

    private KeyRing(string folder, byte[] key)
    {
        _file = Path.Combine(folder, FileName);
        _core = new Lazy<CoreKey>(() => CoreKey.Open(folder));
        KeyId = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, IdBytes));
        _cipher = new AesGcm(key, TagBytes);
    }

    /// <summary>Which sealing key this is: a fingerprint, no secret.</summary>
    public string KeyId { get; }

    /// <summary>The key that signs.</summary>
    /// <exception cref="ShieldException">Its file is readable by others, or damaged, or cannot be read.
    /// </exception>
    public CoreKey Core => _core.Value;

    /// <summary>Reads the sealing key, or makes it.</summary>
    /// <param name="folder">The folder of keys.</param>
    /// <exception cref="ShieldException">The key's file is readable by others, or damaged, or cannot be read.
    /// </exception>
    public static KeyRing Open(string folder)
    {
        var file = Path.Combine(folder, FileName);
        var text = KeyFile.Open(file, Make);
        var key = new byte[KeyBytes];
        try
        {
            return Convert.TryFromBase64String(text.TrimEnd(), key, out var found) && found == KeyBytes
                ? new KeyRing(folder, key)
                : throw KeyFile.Damaged(file);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <inheritdoc />
    public SealedEndpoint Seal(EndpointConfig endpoint)
    {
        var plain = Encoding.UTF8.GetBytes(endpoint.Json);
        var whole = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        var header = $"{Version}:{KeyId}";
        lock (_gate)
        {
            _cipher.Encrypt(
                nonce,
                plain,
                whole.AsSpan(NonceBytes, plain.Length),
                whole.AsSpan(NonceBytes + plain.Length),
                Encoding.ASCII.GetBytes(header));
        }

        CryptographicOperations.ZeroMemory(plain);
        return new SealedEndpoint(endpoint.Masked(), $"{header}:{Convert.ToBase64String(whole)}");
    }

    /// <inheritdoc />
    public EndpointConfig Open(SealedEndpoint endpoint)
    {
        if (endpoint.Sealed.Split(':') is not [Version, var id, var text]) throw Damaged();
        if (id != KeyId)
        {
            throw new ShieldException(
                Reason.Unavailable,
                $"this secret was sealed with the key {id}, and {_file} is {KeyId}",
                "put back the key that belongs to this catalog");
        }

        try
        {
            var whole = Convert.FromBase64String(text);
            if (whole.Length < NonceBytes + TagBytes) throw Damaged();
            var plain = new byte[whole.Length - NonceBytes - TagBytes];
            lock (_gate)
            {
                _cipher.Decrypt(
                    whole.AsSpan(0, NonceBytes),
                    whole.AsSpan(NonceBytes, plain.Length),
                    whole.AsSpan(NonceBytes + plain.Length),
                    plain,
                    Encoding.ASCII.GetBytes($"{Version}:{id}"));
            }

            var json = Encoding.UTF8.GetString(plain);
            CryptographicOperations.ZeroMemory(plain);
            return EndpointConfig.Parse(json) ?? throw Damaged();
        }
        catch (Exception e) when (e is FormatException or AuthenticationTagMismatchException)
        {
            throw Damaged();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _cipher.Dispose();
        if (_core.IsValueCreated) _core.Value.Dispose();
    }

    private static string Make() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n";

    private static ShieldException Damaged() => new(
        Reason.Unavailable, "this secret is damaged: it is not what was sealed", "enter the endpoint again");
}
