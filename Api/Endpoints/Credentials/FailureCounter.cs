using System.Net;
using System.Net.Sockets;

namespace Shield.Api.Endpoints.Credentials;

/// <summary>Counts the failures of each address, so that guessing is slow and fills no disk.</summary>
/// <remarks>It lives in the memory of one process. Neighbours in IPv6 count as one: whoever has one address
/// of a network of 64 bits has them all.</remarks>
/// <param name="clock">Tells the time.</param>
/// <param name="failuresMax">How many failures an address may have in each <see cref="Window"/>.</param>
internal sealed class FailureCounter(TimeProvider clock, int failuresMax)
{
    /// <summary>How many wrong tokens an address may show in each <see cref="Window"/>.</summary>
    public const int WrongTokensMax = 10;

    /// <summary>How many addresses are remembered; of more, the oldest is forgotten.</summary>
    public const int AddressesMax = 4096;

    /// <summary>How long a failure counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int NetworkBytes = 8;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, (DateTimeOffset Since, int Count)> _failures = [];

    /// <summary>Counts one more, and tells whether it was one too many.</summary>
    public bool IsTooMany(IPAddress? address)
    {
        var (key, now) = (Network(address ?? IPAddress.None), clock.GetUtcNow());
        lock (_gate)
        {
            var known = _failures.TryGetValue(key, out var so) && now - so.Since < Window;
            if (!known) so = (now, 0);
            if (!known && _failures.Count >= AddressesMax) Forget(now);
            _failures[key] = so with { Count = Math.Min(so.Count + 1, failuresMax) };
            return so.Count >= failuresMax;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, (since, _)) in _failures)
        {
            if (now - since >= Window) _failures.Remove(key);
        }

        if (_failures.Count < AddressesMax) return;
        _failures.Remove(_failures.MinBy(entry => entry.Value.Since).Key);
    }

    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
