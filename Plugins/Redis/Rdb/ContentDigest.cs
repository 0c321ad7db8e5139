using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>A digest of all keys and values, whatever their order and however the server packs
/// them.</summary>
/// <param name="now">Keys that expire by then are gone for everybody, and not counted.</param>
internal sealed class ContentDigest(DateTimeOffset now) : IContentSink, IDisposable
{
    private readonly IncrementalHash _key = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _item = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly DigestSum _all = new();
    private readonly DigestSum _items = new();
    private readonly byte[] _number = new byte[sizeof(long)];
    private IncrementalHash _current = null!;
    private long _textBytes;
    private long _database;
    private bool _expires;
    private bool _isGone;
    private bool _isOrdered;

    /// <summary>Keys by database, and how many of these expire; the libraries of functions have number
    /// -1.</summary>
    public SortedDictionary<long, (long Keys, long Expiring)> Databases { get; } = [];

    /// <summary>64 hexadecimal digits.</summary>
    public string Text => _all.Text;

    public void BeginKey(long database, long? expiresAt)
    {
        _current = _key;
        _database = database;
        _expires = expiresAt is not null;
        _isGone = expiresAt <= now.ToUnixTimeMilliseconds();
        AddNumber(database);
        AddNumber(expiresAt ?? -1);
    }

    public void BeginValue(ValueKind kind)
    {
        AddNumber((long)kind);
        _isOrdered = kind is not (ValueKind.Set or ValueKind.SortedSet or ValueKind.Hash);
        if (!_isOrdered) _current = _item;
    }

    public void Add(ReadOnlySpan<byte> part)
    {
        _current.AppendData(part);
        _textBytes += part.Length;
    }

    public void EndText()
    {
        // Behind the text, since it is known only then; it keeps two texts from being taken for one.
        AddNumber(_textBytes);
        _textBytes = 0;
    }

    public void EndItem()
    {
        if (_isOrdered) AddNumber(-1);
        else _items.Add(_item);
    }

    public void EndKey()
    {
        if (!_isOrdered) _items.MoveTo(_key);
        if (_isGone)
        {
            _key.GetHashAndReset();
            return;
        }

        _all.Add(_key);
        var (keys, expiring) = Databases.GetValueOrDefault(_database);
        Databases[_database] = (keys + 1, expiring + (_expires ? 1 : 0));
    }

    public void Dispose()
    {
        _key.Dispose();
        _item.Dispose();
    }

    private void AddNumber(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_number, number);
        _current.AppendData(_number);
    }
}
