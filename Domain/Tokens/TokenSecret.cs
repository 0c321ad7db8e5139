using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Shield.Domain.Tokens;

/// <summary>A token as its holder has it. It is told once, and kept nowhere but as a digest.</summary>
/// <remarks>256 random bits cannot be guessed, so that a plain digest protects them as well as a slow one.
/// </remarks>
public sealed class TokenSecret
{
    /// <summary>What every token begins with, so that people and scanners for secrets know one.</summary>
    public const string Prefix = "shield_";

    /// <summary>How many random bytes make one.</summary>
    public const int RandomBytes = 32;

    private TokenSecret(string text) => Text = text;

    /// <summary>The token itself: visible ASCII, without blanks.</summary>
    public string Text { get; }

    /// <summary>By what it is kept.</summary>
    public string Hash => HashOf(Text);

    /// <summary>The token that these bytes make.</summary>
    /// <param name="random"><see cref="RandomBytes"/> bytes that nobody can guess.</param>
    public static TokenSecret From(ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, RandomBytes);
        return new TokenSecret(Prefix + Base64Url.EncodeToString(random));
    }

    /// <summary>The digest of whatever somebody shows as a token: SHA-256, 64 hex digits.</summary>
    public static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>No secret.</summary>
    public override string ToString() => "[redacted]";
}
