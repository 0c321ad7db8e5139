using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Shield.Silo.Hosting.Keys;

/// <summary>The key by which cores of one catalog are known: RSA, the same on all of them.</summary>
public sealed class CoreKey : IDisposable
{
    /// <summary>Its file in the folder of keys: PEM, PKCS #8.</summary>
    public const string FileName = "core.key";

    private const int KeyBits = 3072, IdBytes = 8;
    private const string Kind = "ssh-rsa", Comment = "core@shield";
    private readonly RSA _key;

    private CoreKey(RSA key)
    {
        _key = key;
        var blob = PublicBlob(key.ExportParameters(includePrivateParameters: false));
        Id = Convert.ToHexStringLower(SHA256.HashData(blob).AsSpan(0, IdBytes));
        PublicLine = $"{Kind} {Convert.ToBase64String(blob)} {Comment}";
    }

    /// <summary>Which key this is: a fingerprint, no secret.</summary>
    public string Id { get; }

    /// <summary>The public half, as one line of OpenSSH's: <c>ssh-rsa AAAA… core@shield</c>.</summary>
    /// <remarks>RFC 4253, section 6.6.</remarks>
    public string PublicLine { get; }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    /// <summary>Reads the key, or makes it.</summary>
    /// <exception cref="Domain.ShieldException">Its file is readable by others, damaged, or cannot be used.
    /// </exception>
    internal static CoreKey Open(string folder)
    {
        var file = Path.Combine(folder, FileName);
        var text = KeyFile.Open(file, Make);
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(text);
            return new CoreKey(key);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw KeyFile.Damaged(file);
        }
    }

    private static string Make()
    {
        using var key = RSA.Create(KeyBits);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    private static byte[] PublicBlob(RSAParameters key) =>
    [
        .. Field(Encoding.ASCII.GetBytes(Kind)),
        .. Field(Number(key.Exponent!)),
        .. Field(Number(key.Modulus!)),
    ];

    private static byte[] Field(byte[] content)
    {
        var field = new byte[sizeof(int) + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(field, content.Length);
        content.CopyTo(field, sizeof(int));
        return field;
    }

    /// <summary>As a number that has a sign: one whose first bit is set would be negative.</summary>
    private static byte[] Number(byte[] magnitude) => magnitude[0] < 0x80 ? magnitude : [0, .. magnitude];
}
