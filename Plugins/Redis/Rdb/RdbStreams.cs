using System.Buffers.Binary;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>Reads streams: their entries as the server keeps them, their groups and their
/// consumers.</summary>
internal sealed class RdbStreams(RdbTexts texts)
{
    private const int IdBytes = 16;

    private readonly RdbInput _input = texts.Input;

    public void Read(byte type, IContentSink sink)
    {
        for (var left = texts.Length(); left > 0; left--)
        {
            texts.Read(sink);
            sink.AddText(CheckedEntries());
            sink.EndItem();
        }

        // How many entries there are, and the last identifier; since Redis 7 also the first, the highest that
        // was deleted, and how many there ever were.
        AddNumbers(type == RdbCode.Stream ? 3 : 8, sink);
        for (var left = texts.Length(); left > 0; left--) ReadGroup(type, sink);
    }

    private byte[] CheckedEntries()
    {
        var entries = texts.ReadWhole();
        for (var check = new Listpack(entries, _input); check.Next();)
        {
            // It is read to see that it can be.
        }

        return entries;
    }

    private void ReadGroup(byte type, IContentSink sink)
    {
        texts.Read(sink);
        AddNumbers(type == RdbCode.Stream ? 2 : 3, sink);
        for (var left = texts.Length(); left > 0; left--)
        {
            sink.AddText(_input.Bytes(IdBytes));
            AddMoment(sink);
            AddNumbers(1, sink);
        }

        for (var left = texts.Length(); left > 0; left--) ReadConsumer(type, sink);
    }

    private void ReadConsumer(byte type, IContentSink sink)
    {
        texts.Read(sink);
        AddMoment(sink);
        if (type == RdbCode.Stream3) AddMoment(sink);
        for (var pending = texts.Length(); pending > 0; pending--) sink.AddText(_input.Bytes(IdBytes));
        sink.EndItem();
    }

    private void AddMoment(IContentSink sink) =>
        sink.AddNumberText(BinaryPrimitives.ReadInt64LittleEndian(_input.Bytes(sizeof(long))));

    private void AddNumbers(int count, IContentSink sink)
    {
        for (; count > 0; count--) sink.AddNumberText(unchecked((long)texts.Number()));
        sink.EndItem();
    }
}
