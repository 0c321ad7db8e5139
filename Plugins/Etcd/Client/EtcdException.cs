namespace Shield.Plugins.Etcd.Client;

/// <summary>What the server refused, or that it could not be asked.</summary>
/// <param name="kind">What can be done about it.</param>
/// <param name="message">The server's own words, or ours.</param>
internal sealed class EtcdException(EtcdFault kind, string message) : Exception(message)
{
    public EtcdFault Kind { get; } = kind;
}
