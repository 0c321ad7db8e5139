using System.Runtime.InteropServices;

namespace Shield.Agent.Supervisor;

/// <summary>
/// Arguments, variables and files as the bytes they are: a name need not be UTF-8 on Linux, and what
/// the plugin gets must be what the agent gave.
/// </summary>
internal static unsafe class ByteText
{
    private const int FirstReadBytes = 4096;

    /// <summary>The strings of a file that ends each with a zero byte, as /proc/self/cmdline does.</summary>
    public static byte[][] ReadStrings(string path)
    {
        var content = ReadFile(path) ?? [];
        var strings = new List<byte[]>();
        for (var start = 0; start < content.Length;)
        {
            var length = content.AsSpan(start).IndexOf((byte)0);
            if (length < 0)
                length = content.Length - start;
            strings.Add(content.AsSpan(start, length).ToArray());
            start += length + 1;
        }

        return [.. strings];
    }

    /// <summary>A whole small file, or null if it is gone or not ours to read.</summary>
    public static byte[]? ReadFile(string path)
    {
        int descriptor;
        fixed (byte* name = Terminated(path))
            descriptor = NativeMethods.Open(name, NativeMethods.OpenCloseOnExec);
        if (descriptor < 0)
            return null;

        var content = new byte[FirstReadBytes];
        var used = 0;
        while (true)
        {
            nint got;
            fixed (byte* start = content)
                got = NativeMethods.Read(descriptor, start + used, content.Length - used);
            if (got <= 0)
                break;
            used += (int)got;
            if (used == content.Length)
                Array.Resize(ref content, content.Length * 2);
        }

        _ = NativeMethods.Close(descriptor);
        return content.AsSpan(0, used).ToArray();
    }

    /// <summary>The bytes with the zero that C expects at their end.</summary>
    public static byte[] Terminated(ReadOnlySpan<byte> text) => [.. text, 0];

    /// <summary>UTF-8 with the zero that C expects at its end.</summary>
    public static byte[] Terminated(string text) => Terminated(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A C array of C strings that ends with null; never freed, since it is needed once.</summary>
    public static byte** Vector(ReadOnlySpan<byte[]> strings)
    {
        var vector = (byte**)NativeMemory.AllocZeroed((nuint)strings.Length + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < strings.Length; i++)
        {
            vector[i] = (byte*)NativeMemory.AllocZeroed((nuint)strings[i].Length + 1);
            strings[i].CopyTo(new Span<byte>(vector[i], strings[i].Length));
        }

        return vector;
    }
}
