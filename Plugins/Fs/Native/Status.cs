using System.Buffers.Binary;

namespace Shield.Plugins.Fs.Native;

/// <summary>What is known of a file without opening it. Times are seconds and nanoseconds since
/// 1970.</summary>
internal readonly record struct Status(
    int Mode, uint User, uint Group, long Bytes, long Device, (long, long) Accessed, (long, long) Modified)
{
    private const uint BasicFields = 0x7ff;
    private const int AnswerBytes = 256;
    private const int TypeMask = 0xF000;

    public bool IsFolder => (Mode & TypeMask) == 0x4000;

    public bool IsRegular => (Mode & TypeMask) == 0x8000;

    public uint Permissions => (uint)(Mode & 0xFFF);

    /// <summary>The status of a name in a folder, a link itself and not what it points to.</summary>
    /// <returns>Null when nothing has that name.</returns>
    public static Status? Of(int folder, byte[] name) => Read(folder, name, Flags.NoFollowAt);

    /// <summary>The status of what is open.</summary>
    public static Status Of(int descriptor) =>
        Read(descriptor, [0], Flags.EmptyPath) ?? throw Errno.Failure("look at an open file");

    private static unsafe Status? Read(int folder, byte[] name, int flags)
    {
        var answer = stackalloc byte[AnswerBytes];
        if (Libc.StatAt(folder, name, flags, BasicFields, answer) != 0)
            return Errno.Last is Errno.NoEntry ? null
                : throw Errno.Failure($"look at '{FileName.Text(name)}'");
        // The layout of statx is the same on every processor, unlike that of stat.
        var bytes = new ReadOnlySpan<byte>(answer, AnswerBytes);
        return new Status(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[136..]),
            Time(bytes[64..]),
            Time(bytes[112..]));
    }

    private static (long, long) Time(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
}
