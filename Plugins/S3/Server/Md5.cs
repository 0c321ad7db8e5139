using System.Security.Cryptography;

namespace Shield.Plugins.S3.Server;

/// <summary>The digest that S3 itself takes of what it is sent. It tells a wire's faults, and nothing
/// else: what proves an archive is its SHA-256.</summary>
internal static class Md5
{
    // The protocol asks for this very digest; nothing is protected by it.
#pragma warning disable CA5351
    public static byte[] Of(ReadOnlySpan<byte> bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351

    /// <summary>In base64, as headers have it.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(Of(bytes));
}
