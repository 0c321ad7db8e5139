using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shield.Domain;

/// <summary>Which state the editable fields of a thing are in: a digest of them. Equal fields have equal
/// editions, on every silo and after every restart; whatever else happens to a thing leaves its edition
/// alone.</summary>
/// <param name="Value">32 lower-case hex digits.</param>
[GenerateSerializer, Immutable, Alias("shield.Edition")]
public readonly record struct Edition([property: Id(0)] string Value)
{
    private const int DigestBytes = 16;

    /// <summary>The edition of these fields, in this order.</summary>
    public static Edition Of(params ReadOnlySpan<string> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var field in fields)
        {
            // With its length in front, no field can borrow a letter from the next.
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return new Edition(Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, DigestBytes)));
    }

    /// <summary>A number as <see cref="Of"/> takes it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The digits.</summary>
    public override string ToString() => Value;
}

/// <summary>What must still be so, for a thing to be edited or deleted.</summary>
/// <param name="Editions">It must be in one of these; null when it may be in any.</param>
[GenerateSerializer, Immutable, Alias("shield.EditCondition")]
public sealed record EditCondition([property: Id(0)] IReadOnlyList<string>? Editions)
{
    /// <summary>Whatever it is like now.</summary>
    public static EditCondition None { get; } = new(Editions: null);

    /// <summary>Whether a thing in this edition may be touched.</summary>
    public bool Allows(Edition present) => Editions is null || Editions.Contains(present.Value);
}
