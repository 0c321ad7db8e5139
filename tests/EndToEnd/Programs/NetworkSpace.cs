namespace Shield.EndToEnd.Programs;

/// <summary>A network of its own for programs on this machine, joined to the machine's by one cable that can
/// be pulled out. Needs root.</summary>
internal sealed class NetworkSpace : IAsyncDisposable
{
    private const int NameDigits = 8;

    private readonly string _name = $"shield-{Guid.NewGuid():n}"[..(NameDigits + 7)];
    private readonly string _cable;

    private NetworkSpace() => _cable = $"sv{_name[^NameDigits..]}";

    /// <summary>The machine's end of the cable.</summary>
    public required string Here { get; init; }

    /// <summary>The other end.</summary>
    public required string There { get; init; }

    /// <summary>What a command begins with that is to run there.</summary>
    public string[] Within => ["ip", "netns", "exec", _name];

    /// <summary>Makes one.</summary>
    public static async Task<NetworkSpace> MakeAsync()
    {
        // Reserved for benchmarks of networks (RFC 2544): no real host has such an address.
        var net = Random.Shared.Next(1, 255);
        var space = new NetworkSpace { Here = $"198.18.{net}.1", There = $"198.18.{net}.2" };
        await IpAsync("netns", "add", space._name);
        string[] peer = ["peer", "name", "eth0", "netns", space._name];
        await IpAsync(["link", "add", space._cable, "type", "veth", .. peer]);
        await IpAsync("addr", "add", $"{space.Here}/24", "dev", space._cable);
        await IpAsync("link", "set", space._cable, "up");
        await IpAsync("-n", space._name, "addr", "add", $"{space.There}/24", "dev", "eth0");
        await IpAsync("-n", space._name, "link", "set", "eth0", "up");
        await IpAsync("-n", space._name, "link", "set", "lo", "up");
        return space;
    }

    /// <summary>From now on nothing comes through; whoever sends is not told.</summary>
    public Task PullOutAsync() => IpAsync("link", "set", _cable, "down");

    /// <summary>From now on everything comes through again.</summary>
    public Task PlugInAsync() => IpAsync("link", "set", _cable, "up");

    /// <summary>Whoever is still in it goes on without a network.</summary>
    public async ValueTask DisposeAsync()
    {
        await IpAsync("link", "delete", _cable);
        await IpAsync("netns", "delete", _name);
    }

    private static Task<string> IpAsync(params string[] arguments) => Tools.OutputOfAsync("ip", arguments);
}
