namespace Shield.Plugins.Etcd.Client;

/// <summary>The kinds of failure that are told apart.</summary>
internal enum EtcdFault
{
    /// <summary>Nobody answered, or not as etcd does.</summary>
    Unreachable,

    /// <summary>An answer, or a request, is larger than one side takes.</summary>
    TooLarge,

    /// <summary>The token has expired, or another member does not know it.</summary>
    TokenUnknown,

    /// <summary>A lease that a key is put under is not there.</summary>
    LeaseUnknown,

    /// <summary>A lease is there already.</summary>
    LeaseTaken,

    /// <summary>Anything else.</summary>
    Refused,
}
