namespace Shield.Plugins.Fs.Target;

/// <summary>One member of a tar archive.</summary>
/// <param name="Type">The type flag: '0' a file, '1' a hard link, '2' a symbolic link, '5' a directory
/// …</param>
/// <param name="Header">The 512 bytes of its header.</param>
/// <param name="Name">Its path, without a NUL.</param>
/// <param name="LinkName">What a link points to, without a NUL.</param>
/// <param name="Records">Its extended attributes as pax has them, "key=value", in the order of their
/// bytes.</param>
internal sealed record TarMember(
    char Type, byte[] Header, byte[] Name, byte[] LinkName, IReadOnlyList<byte[]> Records)
{
    public bool IsRoot => Name.AsSpan().SequenceEqual("."u8) || Name.AsSpan().SequenceEqual("./"u8);

    /// <summary>Why the member must not be extracted, or null: its path, or a hard link's, leads out of
    /// the tree.</summary>
    public string? Fault =>
        LeadsOut(Name) ? "a path that leads out of the directory"
        : Type == '1' && LeadsOut(LinkName) ? "a hard link that leads out of the directory"
        : null;

    private static bool LeadsOut(byte[] path)
    {
        if (path.Length > 0 && path[0] == '/') return true;
        for (ReadOnlySpan<byte> rest = path; ;)
        {
            var slash = rest.IndexOf((byte)'/');
            var segment = slash < 0 ? rest : rest[..slash];
            if (segment.SequenceEqual(".."u8)) return true;
            if (slash < 0) return false;
            rest = rest[(slash + 1)..];
        }
    }
}
