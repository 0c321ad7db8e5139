using System.Net;
using Microsoft.Extensions.Logging;

namespace Shield.Silo.Hosting.ClusterTls;

/// <summary>Says who was refused and why, but not each time that it is tried again.</summary>
internal sealed class Refusals(TimeProvider clock, ILogger logger)
{
    /// <summary>How long the same is not said again.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>How many are remembered; then all are forgotten.</summary>
    private const int ToldMax = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Direction, IPAddress? Remote, string Why), long> _told = [];

    /// <summary>Says it, unless it was said a moment ago.</summary>
    /// <param name="direction">Who made the connection: <c>from</c> or <c>to</c> the other.</param>
    /// <param name="remote">The other; its port changes from one try to the next.</param>
    /// <param name="why">A sentence without a stop.</param>
    public void Tell(string direction, EndPoint? remote, string why)
    {
        var key = (direction, (remote as IPEndPoint)?.Address, why);
        lock (_gate)
        {
            if (_told.TryGetValue(key, out var last) && clock.GetElapsedTime(last) < Silence) return;
            if (_told.Count >= ToldMax) _told.Clear();
            _told[key] = clock.GetTimestamp();
        }

        logger.ConnectionRefused(direction, remote, why);
    }
}
