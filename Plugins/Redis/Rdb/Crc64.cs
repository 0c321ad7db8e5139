using System.Buffers.Binary;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>The checksum at the end of an RDB: CRC-64 with the polynomial of Jones, reflected, begun with
/// 0.</summary>
internal sealed class Crc64
{
    private const ulong Polynomial = 0x95AC9329AC4BC9B5;
    private const int Slices = 8;
    private const int Values = 256;
    private const int BitsInByte = 8;

    private static readonly ulong[] Table = Fill();

    /// <summary>The checksum of all that was added.</summary>
    public ulong Value { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (Crc64Folding.IsSupported && bytes.Length >= Crc64Folding.BytesMin)
        {
            Span<byte> folded = stackalloc byte[Crc64Folding.BlockBytes];
            bytes = bytes[Crc64Folding.Fold(Value, bytes, folded)..];
            Value = 0;
            AddByTable(folded);
        }

        AddByTable(bytes);
    }

    /// <summary>What x^n leaves when it is divided by the polynomial, reflected.</summary>
    public static ulong PowerOfX(int n)
    {
        var power = 1UL << 63;
        for (; n > 0; n--) power = TimesX(power);
        return power;
    }

    private void AddByTable(ReadOnlySpan<byte> bytes)
    {
        var crc = Value;
        var table = Table;
        while (bytes.Length >= Slices)
        {
            crc ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            var next = 0UL;
            for (var slice = 0; slice < Slices; slice++)
                next ^= table[(Slices - 1 - slice) * Values + (byte)(crc >> (BitsInByte * slice))];
            crc = next;
            bytes = bytes[Slices..];
        }

        foreach (var one in bytes) crc = table[(byte)crc ^ one] ^ (crc >> BitsInByte);
        Value = crc;
    }

    private static ulong TimesX(ulong reflected) => (reflected >> 1) ^ ((reflected & 1) * Polynomial);

    private static ulong[] Fill()
    {
        var table = new ulong[Slices * Values];
        for (var value = 0; value < Values; value++)
        {
            var crc = (ulong)value;
            for (var bit = 0; bit < BitsInByte; bit++) crc = TimesX(crc);
            table[value] = crc;
        }

        for (var index = Values; index < table.Length; index++)
            table[index] = table[(byte)table[index - Values]] ^ (table[index - Values] >> BitsInByte);
        return table;
    }
}
