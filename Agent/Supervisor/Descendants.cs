using System.Buffers.Text;
using static Shield.Agent.Supervisor.NativeMethods;

namespace Shield.Agent.Supervisor;

/// <summary>
/// Every process below this one, found through /proc. Since this process is a sub-reaper, none can leave
/// the tree: not by a session of its own, not by losing its parent.
/// </summary>
internal static unsafe class Descendants
{
    private const int LinkBytesMax = 256;

    // Where fields stand in /proc/PID/stat, counted from the first one after the closing parenthesis.
    private const int ParentField = 1;
    private const int StartField = 19;

    /// <summary>One process: the start time tells it from a later one with the same number.</summary>
    /// <param name="Pid">Its number.</param>
    /// <param name="Parent">Its parent's number.</param>
    /// <param name="Start">When it started, in clock ticks since boot.</param>
    internal readonly record struct Member(int Pid, int Parent, ulong Start);

    /// <summary>All descendants that were there at some moment of the search.</summary>
    /// <returns>Null if the system is short of something; the caller tries again.</returns>
    public static List<Member>? TryFind()
    {
        var all = new List<Member>();
        try
        {
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(folder.AsSpan()), out var pid) && Look(pid) is { } member)
                    all.Add(member);
            }
        }
        catch (IOException)
        {
            return null;
        }

        return TreeBelowUs(all);
    }

    /// <summary>
    /// This moment in the unit of <see cref="Member.Start"/>: Linux shows both in hundredths of a second.
    /// </summary>
    public static ulong TicksNow()
    {
        var uptime = ByteText.ReadFile("/proc/uptime").AsSpan();
        var ticks = 0UL;
        foreach (var character in uptime[..Math.Max(0, uptime.IndexOf((byte)' '))])
        {
            if (character is >= (byte)'0' and <= (byte)'9')
                ticks = ticks * 10 + (ulong)(character - '0');
        }

        return ticks;
    }

    /// <summary>Signals exactly this process, never another that took over its number.</summary>
    public static void Signal(Member member, int signal)
    {
        var descriptor = (int)SystemCall(CallPidfdOpen, member.Pid, 0, 0, 0);
        if (Look(member.Pid)?.Start == member.Start)
        {
            // Kernels before 5.3 know no process descriptors; there the number alone has to do.
            if (descriptor >= 0)
                _ = SystemCall(CallPidfdSendSignal, descriptor, signal, 0, 0);
            else
                _ = Kill(member.Pid, signal);
        }

        if (descriptor >= 0)
            _ = Close(descriptor);
    }

    /// <summary>Whether any of these processes has one of these pipes open.</summary>
    /// <param name="members">The processes to look into.</param>
    /// <param name="pipes">Links as <see cref="DataPipes"/> gives them.</param>
    public static bool AnyHolds(List<Member> members, List<string> pipes)
    {
        foreach (var member in members)
        {
            try
            {
                foreach (var entry in Directory.EnumerateFileSystemEntries($"/proc/{member.Pid}/fd"))
                {
                    if (Link(entry) is { } link && pipes.Contains(link))
                        return true;
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or runs as another user and cannot be looked into.
            }
        }

        return false;
    }

    /// <summary>The pipes behind our standard input and output, by the names /proc gives them.</summary>
    public static List<string> DataPipes()
    {
        var pipes = new List<string>();
        for (var descriptor = 0; descriptor <= 1; descriptor++)
        {
            if (Link($"/proc/self/fd/{descriptor}") is { } link
                && link.StartsWith("pipe:", StringComparison.Ordinal))
                pipes.Add(link);
        }

        return pipes;
    }

    private static List<Member> TreeBelowUs(List<Member> all)
    {
        var tree = new HashSet<int> { GetPid() };
        var found = new List<Member>();
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var member in all)
            {
                if (!tree.Contains(member.Parent) || !tree.Add(member.Pid))
                    continue;
                found.Add(member);
                grown = true;
            }
        }

        return found;
    }

    private static string? Link(string path)
    {
        var target = stackalloc byte[LinkBytesMax];
        nint length;
        fixed (byte* name = ByteText.Terminated(path))
            length = ReadLink(name, target, LinkBytesMax);
        return length <= 0 ? null : System.Text.Encoding.UTF8.GetString(target, (int)length);
    }

    private static Member? Look(int pid)
    {
        if (ByteText.ReadFile($"/proc/{pid}/stat") is not { } stat)
            return null;

        // The name in parentheses may hold anything, parentheses and blanks too. A process that ends between
        // opening and reading leaves nothing to read.
        var nameEnd = stat.AsSpan().LastIndexOf((byte)')');
        var rest = nameEnd < 0 ? default : stat.AsSpan(Math.Min(nameEnd + 2, stat.Length));
        int? parent = null;
        for (var field = 0; !rest.IsEmpty; field++)
        {
            if (field == ParentField && Utf8Parser.TryParse(rest, out int number, out _))
                parent = number;
            if (field == StartField && parent is { } known
                && Utf8Parser.TryParse(rest, out ulong start, out _))
                return new Member(pid, known, start);

            var blank = rest.IndexOf((byte)' ');
            rest = blank < 0 ? [] : rest[(blank + 1)..];
        }

        return null;
    }
}
