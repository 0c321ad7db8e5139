namespace Shield.Plugins.Etcd.Client;

/// <summary>The server's words, and what to do about them.</summary>
internal static class Words
{
    private static readonly (string Said, string Cure)[] Cures =
    [
        ("authentication failed", $"check {EtcdFields.Username} and {EtcdFields.Password}"),
        ("user name is empty", $"set {EtcdFields.Username} and {EtcdFields.Password}"),
        ("authentication is not enabled", $"leave {EtcdFields.Username} and {EtcdFields.Password} empty"),
        ("permission denied",
            $"the user needs the right readwrite for all keys below {EtcdFields.Prefix}, and the user root "
            + "where that is empty"),
        ("has been compacted",
            "the cluster has forgotten the moment of the backup before its end; "
            + "keep more of its history (auto-compaction-retention)"),
        ("database space exceeded", "compact and defragment it, then `etcdctl alarm disarm`"),
    ];

    /// <summary>Which kind an answer of the server is of.</summary>
    public static EtcdFault KindOf(string said) => said switch
    {
        _ when Has(said, "request is too large") || Has(said, "larger than max")
            || Has(said, "too many operations") => EtcdFault.TooLarge,
        _ when Has(said, "invalid auth token") || Has(said, "auth: revision in header is old") =>
            EtcdFault.TokenUnknown,
        _ when Has(said, "lease not found") => EtcdFault.LeaseUnknown,
        _ when Has(said, "lease already exists") => EtcdFault.LeaseTaken,
        _ => EtcdFault.Refused,
    };

    /// <summary>A sentence for people.</summary>
    public static string For(EtcdException fault)
    {
        var cure = Cures.FirstOrDefault(c => Has(fault.Message, c.Said)).Cure;
        return cure is null ? fault.Message : $"{fault.Message}: {cure}";
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);
}
