using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>Unpacks a text that was packed with LZF, in flat memory: it refers back by 8 KiB at
/// most.</summary>
internal sealed class Lzf(RdbInput input)
{
    private const int WindowBytes = 8192;
    private const int RoomBytes = 64 * 1024;
    private const int LiteralLimit = 32;
    private const int LongMatch = 7;

    private readonly byte[] _out = new byte[WindowBytes + RoomBytes];
    private int _start;
    private int _end;
    private long _given;

    /// <summary>Unpacks one text.</summary>
    /// <param name="packedBytes">How long it is in the input.</param>
    /// <param name="bytes">How long it has to become.</param>
    /// <param name="sink">Takes it.</param>
    public void Unpack(long packedBytes, long bytes, IContentSink sink)
    {
        _start = _end = 0;
        _given = 0;
        for (var end = input.Position + packedBytes; input.Position < end;)
        {
            var control = input.Byte();
            if (control < LiteralLimit) TakeLiteral(control + 1);
            else Repeat(control);
            if (input.Position > end || _given + _end - _start > bytes) throw Broken();
            if (_end >= RoomBytes) Flush(sink);
        }

        sink.Add(_out.AsSpan(_start, _end - _start));
        if (_given + _end - _start != bytes) throw Broken();
    }

    private void TakeLiteral(int count)
    {
        input.Bytes(count).CopyTo(_out.AsSpan(_end));
        _end += count;
    }

    private void Repeat(byte control)
    {
        var length = control >> 5;
        if (length == LongMatch) length += input.Byte();
        var from = _end - ((control & (LiteralLimit - 1)) << 8 | input.Byte()) - 1;
        if (from < 0) throw Broken();
        // One by one: it may repeat what it is just writing.
        for (var left = length + 2; left > 0; left--) _out[_end++] = _out[from++];
    }

    private void Flush(IContentSink sink)
    {
        sink.Add(_out.AsSpan(_start, _end - _start));
        _given += _end - _start;
        _out.AsSpan(_end - WindowBytes, WindowBytes).CopyTo(_out);
        _start = _end = WindowBytes;
    }

    private PluginException Broken() => input.Damage("a compressed text does not unpack to its length");
}
