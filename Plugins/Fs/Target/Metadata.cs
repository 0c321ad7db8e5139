using Shield.Plugins.Fs.Native;

namespace Shield.Plugins.Fs.Target;

/// <summary>Owner, permissions, extended attributes with ACLs, and times of a directory.</summary>
internal static class Metadata
{
    /// <summary>What the system takes for a list or a value of extended attributes at most.</summary>
    private const int AttributeBytesMax = 64 * 1024;

    private static readonly byte[] SecurityPrefix = "security."u8.ToArray();

    /// <summary>Makes one directory look like another.</summary>
    /// <param name="from">An open directory.</param>
    /// <param name="status">Its status before its entries were moved away, which changes its times.</param>
    /// <param name="to">An open directory.</param>
    public static unsafe void Copy(int from, Status status, int to)
    {
        var mayGiveAway = Environment.IsPrivilegedProcess;
        if (mayGiveAway && Libc.ChangeOwner(to, status.User, status.Group) != 0)
            throw Errno.Failure("set the owner of a directory");
        if (Libc.ChangeMode(to, status.Permissions) != 0)
            throw Errno.Failure("set the permissions of a directory");
        CopyAttributes(from, to);
        var times = Times(status);
        fixed (long* both = times)
        {
            if (Libc.SetTimes(to, both) != 0) throw Errno.Failure("set the times of a directory");
        }
    }

    /// <summary>Sets the times of an entry itself, be it a link.</summary>
    public static unsafe void SetTimes(Folder folder, byte[] name, Status status)
    {
        fixed (long* both = Times(status))
            _ = Libc.SetTimesAt(folder.Descriptor, name, both, Flags.NoFollowAt);
    }

    private static long[] Times(Status status) =>
        [status.Accessed.Item1, status.Accessed.Item2, status.Modified.Item1, status.Modified.Item2];

    private static unsafe void CopyAttributes(int from, int to)
    {
        var wanted = Names(from);
        foreach (var name in Names(to).Where(n => !wanted.Exists(w => FileName.Same(w, n))))
            Libc.RemoveAttribute(to, name);
        var value = new byte[AttributeBytesMax];
        fixed (byte* bytes = value)
        {
            foreach (var name in wanted)
            {
                var length = Libc.GetAttribute(from, name, bytes, value.Length);
                if (length < 0) throw Errno.Failure($"read attribute {FileName.Text(name)} of a directory");
                // Labels of the security system are its own affair: it sets them itself, or forbids it.
                if (Libc.SetAttribute(to, name, bytes, length, 0) != 0
                    && !FileName.BeginsWith(name, SecurityPrefix))
                    throw Errno.Failure($"set attribute {FileName.Text(name)} of a directory");
            }
        }
    }

    private static unsafe List<byte[]> Names(int descriptor)
    {
        var buffer = new byte[AttributeBytesMax];
        nint length;
        fixed (byte* bytes = buffer) length = Libc.ListAttributes(descriptor, bytes, buffer.Length);
        if (length < 0 && Errno.Last == Errno.NotSupported) return [];
        if (length < 0) throw Errno.Failure("list the attributes of a directory");
        var names = new List<byte[]>();
        for (ReadOnlySpan<byte> rest = buffer.AsSpan(0, (int)length); rest.Length > 0;)
        {
            var nul = rest.IndexOf((byte)0);
            names.Add(FileName.Of(rest[..nul]));
            rest = rest[(nul + 1)..];
        }

        return names;
    }
}
