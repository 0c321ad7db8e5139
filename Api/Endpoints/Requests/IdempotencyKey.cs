using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Credentials;

namespace Shield.Api.Endpoints.Requests;

/// <summary>A key that marks a request as the same when it is sent again.</summary>
internal sealed class IdempotencyKey
{
    /// <summary>The header that holds it.</summary>
    public const string Header = "Idempotency-Key";

    private readonly byte[] _key;

    private IdempotencyKey(string key)
    {
        _key = Encoding.ASCII.GetBytes(key);
        Digest = Convert.ToHexStringLower(SHA256.HashData(_key));
    }

    /// <summary>By what it is kept, 64 hex digits.</summary>
    public string Digest { get; }

    /// <summary>The key of a request; null when it has none.</summary>
    /// <exception cref="FaultyRequestException">It is none.</exception>
    public static IdempotencyKey? Read(HttpRequest request)
    {
        var values = request.Headers[Header];
        if (values.Count == 0) return null;
        var key = values.Count == 1 ? values[0] ?? "" : "";
        var isKey = key.Length is > 0 and <= RequestLimits.KeyCharsMax && key.All(IsVisible);
        if (isKey) return new IdempotencyKey(key);
        var faults = new Faults();
        faults.Wrong(
            Header,
            $"is not one text of 1 to {RequestLimits.KeyCharsMax} visible ASCII characters",
            "a UUID of your own will do");
        faults.ThrowIfAny();
        return null;
    }

    /// <summary>A digest of all that a request says, and of who says it: one caller's answer is not for
    /// another. It is keyed, since a body may hold a password that somebody could guess.</summary>
    public string Fingerprint(HttpRequest request, KnownCaller caller, byte[] body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        var what = $"{request.Method} {request.Path}{request.QueryString}\n";
        hash.AppendData(Encoding.UTF8.GetBytes(caller.Token is { } token ? $"{token} {what}" : what));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsVisible(char c) => c is > ' ' and <= '~';
}
