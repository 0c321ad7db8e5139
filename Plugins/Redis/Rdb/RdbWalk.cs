using System.Buffers.Binary;
using System.Globalization;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>Reads an RDB from front to back, every byte of it.</summary>
internal sealed class RdbWalk
{
    private const int MillisecondsInSecond = 1000;
    private const long LibraryDatabase = -1;

    private readonly RdbInput _input;
    private readonly RdbTexts _texts;
    private readonly RdbValues _values;
    private readonly IContentSink _sink;
    private readonly RdbSummary _summary = new();
    private long _database;
    private long? _expiresAt;

    private RdbWalk(RdbInput input, IContentSink sink)
    {
        _input = input;
        _texts = new RdbTexts(input);
        _values = new RdbValues(_texts);
        _sink = sink;
    }

    /// <summary>Reads all of the input.</summary>
    /// <param name="input">An RDB and nothing else.</param>
    /// <param name="sink">Hears what is in it.</param>
    /// <param name="isChecksumNeeded">Whether one without a checksum is refused.</param>
    /// <exception cref="PluginException">It is cut or damaged, or has things in it that this plugin does not
    /// know.</exception>
    public static RdbSummary Run(RdbInput input, IContentSink sink, bool isChecksumNeeded) =>
        new RdbWalk(input, sink).Run(isChecksumNeeded);

    private RdbSummary Run(bool isChecksumNeeded)
    {
        if (_input.IsAtEnd()) throw new PluginException(PluginExit.Failed, "the archive is empty");
        (_summary.IsValkey, _summary.Version) = RdbHead.Read(_input.Bytes(RdbHead.Bytes));
        for (var code = _input.Byte(); code != RdbCode.End; code = _input.Byte()) ReadPart(code);
        var sum = _input.Checksum();
        RdbTrailer.Check(sum, _input.Bytes(RdbTrailer.Bytes), isChecksumNeeded);
        if (!_input.IsAtEnd()) throw _input.Damage("it goes on behind its end");
        return _summary;
    }

    private void ReadPart(byte code)
    {
        switch (code)
        {
            case RdbCode.Auxiliary: ReadAuxiliary(); break;
            case RdbCode.Database: _database = _texts.Length(); break;
            case RdbCode.Sizes: Skip(2); break;
            case RdbCode.SlotInfo: Skip(3); break;
            case RdbCode.Idle: Skip(1); break;
            case RdbCode.Frequency: _input.Byte(); break;
            case RdbCode.Library: ReadLibrary(); break;
            case RdbCode.ModuleAuxiliary: _summary.ModuleTypes.Add(_values.ReadModuleAuxiliary()); break;
            case RdbCode.ExpiryMilliseconds:
                _expiresAt = BinaryPrimitives.ReadInt64LittleEndian(_input.Bytes(sizeof(long)));
                break;
            case RdbCode.ExpirySeconds:
                _expiresAt = MillisecondsInSecond
                    * (long)BinaryPrimitives.ReadInt32LittleEndian(_input.Bytes(sizeof(int)));
                break;
            default: ReadKey(code); break;
        }
    }

    private void Skip(int lengths)
    {
        for (; lengths > 0; lengths--) _texts.Length();
    }

    private void ReadAuxiliary()
    {
        var name = _texts.ReadWords();
        var value = _texts.ReadWords();
        if (name == "used-mem" && long.TryParse(value, CultureInfo.InvariantCulture, out var bytes))
            _summary.UsedMemory = bytes;
    }

    private void ReadLibrary()
    {
        _summary.Libraries++;
        _sink.BeginKey(LibraryDatabase, null);
        _sink.BeginValue(ValueKind.Library);
        _texts.Read(_sink);
        _sink.EndItem();
        _sink.EndKey();
    }

    private void ReadKey(byte type)
    {
        var kind = _values.KindOf(type);
        _summary.Count(_database, _expiresAt is not null);
        _sink.BeginKey(_database, _expiresAt);
        _texts.Read(_sink);
        _sink.BeginValue(kind);
        if (_values.Read(type, _sink) is { } module) _summary.ModuleTypes.Add(module);
        _sink.EndKey();
        _expiresAt = null;
    }
}
