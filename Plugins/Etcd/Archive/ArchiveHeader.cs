namespace Shield.Plugins.Etcd.Archive;

/// <summary>The first line of an archive.</summary>
/// <param name="Prefix">What all its keys begin with.</param>
/// <param name="Revision">The moment it is of.</param>
internal sealed record ArchiveHeader(byte[] Prefix, long Revision)
{
    /// <summary>The one format there is.</summary>
    public const int Format = 1;
}
