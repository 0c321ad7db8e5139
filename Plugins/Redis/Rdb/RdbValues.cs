using System.Buffers.Binary;
using System.Globalization;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>Reads values of every type, and says what is in them in one way, however they are
/// packed.</summary>
internal sealed class RdbValues(RdbTexts texts)
{
    private const int PlainNode = 1;

    private readonly RdbInput _input = texts.Input;
    private readonly RdbStreams _streams = new(texts);
    private readonly RdbModules _modules = new(texts);

    /// <summary>What a type is to those who use it.</summary>
    public ValueKind KindOf(byte type) => type switch
    {
        RdbCode.Text => ValueKind.Text,
        RdbCode.List or RdbCode.ListZiplist or RdbCode.ListOfZiplists
            or RdbCode.ListOfNodes => ValueKind.List,
        RdbCode.Set or RdbCode.SetIntset or RdbCode.SetListpack => ValueKind.Set,
        RdbCode.SortedSet or RdbCode.SortedSetAsText or RdbCode.SortedSetZiplist
            or RdbCode.SortedSetListpack => ValueKind.SortedSet,
        RdbCode.Hash or RdbCode.HashZiplist or RdbCode.HashListpack or RdbCode.HashWithExpiry
            or RdbCode.HashListpackWithExpiry => ValueKind.Hash,
        RdbCode.Stream or RdbCode.Stream2 or RdbCode.Stream3 => ValueKind.Stream,
        RdbCode.Module => ValueKind.Module,
        _ => throw _input.Damage($"values of type {type} are unknown to this plugin"),
    };

    /// <summary>Reads the value that comes next.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="sink">Hears of its items.</param>
    /// <returns>The name of a module's type; null for any other value.</returns>
    public string? Read(byte type, IContentSink sink)
    {
        switch (type)
        {
            case RdbCode.Text: Items(1, sink); break;
            case RdbCode.List or RdbCode.Set: Items(texts.Length(), sink); break;
            case RdbCode.Hash: Hash(sink); break;
            case RdbCode.HashWithExpiry: HashWithExpiry(sink); break;
            case RdbCode.SortedSet or RdbCode.SortedSetAsText: SortedSet(type, sink); break;
            case RdbCode.ListZiplist: Singles(Ziplist(), sink); break;
            case RdbCode.SetIntset: Singles(new Intset(texts.ReadWhole(), _input), sink); break;
            case RdbCode.SetListpack: Singles(Listpack(), sink); break;
            case RdbCode.ListOfZiplists: Nodes(sink, hasKinds: false); break;
            case RdbCode.ListOfNodes: Nodes(sink, hasKinds: true); break;
            case RdbCode.HashZiplist: Pairs(Ziplist(), sink); break;
            case RdbCode.HashListpack: Pairs(Listpack(), sink); break;
            case RdbCode.HashListpackWithExpiry: TriplesWithExpiry(sink); break;
            case RdbCode.SortedSetZiplist: Scored(Ziplist(), sink); break;
            case RdbCode.SortedSetListpack: Scored(Listpack(), sink); break;
            case RdbCode.Stream or RdbCode.Stream2 or RdbCode.Stream3: _streams.Read(type, sink); break;
            case RdbCode.Module: return _modules.Read(sink);
            default: throw _input.Damage($"values of type {type} are unknown to this plugin");
        }

        return null;
    }

    /// <summary>Reads what a module has written beside all keys.</summary>
    /// <returns>The name of its type.</returns>
    public string ReadModuleAuxiliary() => _modules.Read(new NoContent());

    private Ziplist Ziplist() => new(texts.ReadWhole(), _input);

    private Listpack Listpack() => new(texts.ReadWhole(), _input);

    private void Items(long count, IContentSink sink)
    {
        for (; count > 0; count--)
        {
            texts.Read(sink);
            sink.EndItem();
        }
    }

    private void Hash(IContentSink sink)
    {
        for (var left = texts.Length(); left > 0; left--)
        {
            texts.Read(sink);
            texts.Read(sink);
            sink.EndItem();
        }
    }

    /// <summary>Fields may have an end of their own: it counts from the earliest, 0 is none.</summary>
    private void HashWithExpiry(IContentSink sink)
    {
        var earliest = BinaryPrimitives.ReadInt64LittleEndian(_input.Bytes(sizeof(long)));
        for (var left = texts.Length(); left > 0; left--)
        {
            var later = texts.Length();
            texts.Read(sink);
            texts.Read(sink);
            if (later > 0) sink.AddNumberText(earliest + later - 1);
            sink.EndItem();
        }
    }

    private void TriplesWithExpiry(IContentSink sink)
    {
        _input.Bytes(sizeof(long));
        for (var entries = Listpack(); entries.Next();)
        {
            sink.AddText(entries.Current);
            entries.NextOfPair();
            sink.AddText(entries.Current);
            entries.NextOfPair();
            if (!entries.Current.SequenceEqual("0"u8)) sink.AddText(entries.Current);
            sink.EndItem();
        }
    }

    private void SortedSet(byte type, IContentSink sink)
    {
        for (var left = texts.Length(); left > 0; left--)
        {
            texts.Read(sink);
            AddScore(
                type == RdbCode.SortedSet
                    ? BinaryPrimitives.ReadDoubleLittleEndian(_input.Bytes(sizeof(double)))
                    : ScoreAsText(),
                sink);
        }
    }

    private double ScoreAsText()
    {
        const byte notANumber = 253;
        const byte infinity = 254;
        const byte negativeInfinity = 255;
        return _input.Byte() switch
        {
            notANumber => double.NaN,
            infinity => double.PositiveInfinity,
            negativeInfinity => double.NegativeInfinity,
            var count => Score(_input.Bytes(count)),
        };
    }

    private static void Singles(PackedEntries entries, IContentSink sink)
    {
        while (entries.Next())
        {
            sink.AddText(entries.Current);
            sink.EndItem();
        }
    }

    private static void Pairs(PackedEntries entries, IContentSink sink)
    {
        while (entries.Next())
        {
            sink.AddText(entries.Current);
            entries.NextOfPair();
            sink.AddText(entries.Current);
            sink.EndItem();
        }
    }

    private void Scored(PackedEntries entries, IContentSink sink)
    {
        while (entries.Next())
        {
            sink.AddText(entries.Current);
            entries.NextOfPair();
            AddScore(Score(entries.Current), sink);
        }
    }

    private void Nodes(IContentSink sink, bool hasKinds)
    {
        for (var left = texts.Length(); left > 0; left--)
        {
            if (hasKinds && texts.Length() == PlainNode) Items(1, sink);
            else Singles(hasKinds ? Listpack() : Ziplist(), sink);
        }
    }

    private void AddScore(double score, IContentSink sink)
    {
        if (double.IsNaN(score)) throw _input.Damage("a score is no number");
        // The packed form has no negative zero, so that one becomes the other when it is loaded.
        Span<byte> bits = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bits, score == 0 ? 0 : score);
        sink.AddText(bits);
        sink.EndItem();
    }

    private double Score(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("inf"u8) ? double.PositiveInfinity
        : text.SequenceEqual("-inf"u8) ? double.NegativeInfinity
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) ? score
        : throw _input.Damage("a score is no number");
}
