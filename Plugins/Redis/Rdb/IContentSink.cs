namespace Shield.Plugins.Redis.Rdb;

/// <summary>Hears what an RDB holds: keys with their values, whatever way they are packed.</summary>
/// <remarks>A key is <see cref="BeginKey"/>, its name, <see cref="BeginValue"/>, the items of the value, and
/// <see cref="EndKey"/>. An item is one text or several, a text comes in parts of any size. Numbers come as
/// their decimal texts.</remarks>
internal interface IContentSink
{
    /// <param name="database">Its number; -1 for a library of functions, which belongs to none.</param>
    /// <param name="expiresAt">Milliseconds since 1970; null for never.</param>
    void BeginKey(long database, long? expiresAt);

    void BeginValue(ValueKind kind);

    void Add(ReadOnlySpan<byte> part);

    void EndText();

    void EndItem();

    void EndKey();
}
