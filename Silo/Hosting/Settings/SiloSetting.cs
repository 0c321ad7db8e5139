using System.Net;
using System.Net.Sockets;

namespace Shield.Silo.Hosting.Settings;

/// <summary>Where this silo listens for the others, which is also what it tells them.</summary>
internal static class SiloSetting
{
    private static readonly IPEndPoint None = new(IPAddress.Loopback, 0);

    /// <summary>Address and port; any after a fault.</summary>
    public static IPEndPoint Take(SettingValues values)
    {
        var place = values.Take(Setting.Silo, Parse, "an address, with or without :port, but not a wildcard");
        if (place is null) return None;
        if (IPAddress.IsLoopback(place.Address) || SiloTlsSetting.IsNamed(values)) return place;

        // Whoever reaches a silo's port can call any grain.
        var needed = $"{Setting.SiloCert.Name}, {Setting.SiloKey.Name} and {Setting.SiloCa.Name}";
        values.Fault(
            $"{Setting.Silo.Name} is \"{values.Find(Setting.Silo.Name)}\": expected an address on loopback"
            + $", or {needed} set as well");
        return None;
    }

    private static IPEndPoint? Parse(string text) =>
        IPEndPoint.TryParse(text, out var place) && IsOfOneMachine(place.Address) ? place : null;

    // The others are told this very address.
    private static bool IsOfOneMachine(IPAddress address) =>
        !address.Equals(IPAddress.Any)
        && !address.Equals(IPAddress.IPv6Any)
        && !address.IsIPv4MappedToIPv6
        && !address.IsIPv6Multicast
        && (address.AddressFamily is not AddressFamily.InterNetwork || address.GetAddressBytes()[0] < 224);
}
