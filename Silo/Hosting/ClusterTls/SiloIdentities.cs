using System.Net;
using Microsoft.Extensions.Logging;
using Shield.Domain.Agents;
using Shield.Grains.Workers;

namespace Shield.Silo.Hosting.ClusterTls;

/// <summary>Which names the certificates of the other silos have. A name of a silo is one that stands in
/// every certificate with which a connection to it is open, or in the last one when none is: each of these
/// connections may carry what is meant for it.</summary>
/// <param name="self">This silo, whose own certificate was looked at before it started.</param>
/// <param name="logger">Where a claim that is not believed is noted.</param>
internal sealed class SiloIdentities(IPEndPoint self, ILogger<SiloIdentities> logger) : ISiloIdentity
{
    /// <summary>How many silos are remembered whose connections are all closed.</summary>
    private const int ClosedMax = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPEndPoint, Seen> _seen = [];

    /// <summary>Notes a connection with a silo, until it is disposed of.</summary>
    public IDisposable Open(IPEndPoint silo, CertificateNames names)
    {
        lock (_gate)
        {
            if (!_seen.TryGetValue(silo, out var seen)) _seen[silo] = seen = new Seen(names);
            seen.Open.Add(names);
            seen.Last = names;
        }

        return new Connection(this, silo, names);
    }

    /// <inheritdoc />
    public bool MayBear(SiloAddress silo, AgentAddress agent)
    {
        if (silo.Endpoint.Equals(self)) return true;
        lock (_gate)
        {
            // Nobody knows the label of a silo with which there was no connection.
            if (!_seen.TryGetValue(silo.Endpoint, out var seen)) return false;
            if (seen.IsNamed(agent)) return true;
            if (seen.Told == agent) return false;
            seen.Told = agent;
        }

        logger.LabelNotNamed(silo.Endpoint, agent, CertificateNames.HostOf(agent));
        return false;
    }

    private void Close(IPEndPoint silo, CertificateNames names)
    {
        lock (_gate)
        {
            _seen[silo].Open.Remove(names);
            if (_seen.Count <= ClosedMax) return;
            foreach (var (other, seen) in _seen) if (seen.Open.Count == 0) _seen.Remove(other);
        }
    }

    private sealed class Seen(CertificateNames last)
    {
        public List<CertificateNames> Open { get; } = [];

        public CertificateNames Last { get; set; } = last;

        public AgentAddress? Told { get; set; }

        public bool IsNamed(AgentAddress agent) =>
            Open.Count == 0 ? Last.Has(agent) : Open.TrueForAll(names => names.Has(agent));
    }

    private sealed class Connection(SiloIdentities all, IPEndPoint silo, CertificateNames names) : IDisposable
    {
        public void Dispose() => all.Close(silo, names);
    }
}

/// <summary>Cluster traffic stays on loopback, where everybody is believed.</summary>
internal sealed class LoopbackIdentities : ISiloIdentity
{
    /// <inheritdoc />
    public bool MayBear(SiloAddress silo, AgentAddress agent) => true;
}
