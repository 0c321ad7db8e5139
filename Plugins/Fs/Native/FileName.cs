using System.Text;

namespace Shield.Plugins.Fs.Native;

/// <summary>Names as Linux has them: any bytes but NUL, and a NUL at the end.</summary>
internal static class FileName
{
    public static readonly byte[] Here = Of(".");

    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text + "\0");

    public static byte[] Of(ReadOnlySpan<byte> bytes) => [.. bytes, 0];

    public static byte[] Join(byte[] folder, byte[] name) =>
        [.. folder.AsSpan(0, folder.Length - 1), (byte)'/', .. name];

    public static bool Same(byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right);

    public static bool BeginsWith(byte[] name, ReadOnlySpan<byte> start) => name.AsSpan().StartsWith(start);

    /// <summary>For messages; bytes that are no UTF-8 show as replacement characters.</summary>
    public static string Text(byte[] name) => Encoding.UTF8.GetString(name, 0, name.Length - 1);
}
