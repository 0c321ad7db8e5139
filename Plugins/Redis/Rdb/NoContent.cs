namespace Shield.Plugins.Redis.Rdb;

/// <summary>For whoever wants to know no more than whether an RDB can be read.</summary>
internal sealed class NoContent : IContentSink
{
    public void BeginKey(long database, long? expiresAt)
    {
    }

    public void BeginValue(ValueKind kind)
    {
    }

    public void Add(ReadOnlySpan<byte> part)
    {
    }

    public void EndText()
    {
    }

    public void EndItem()
    {
    }

    public void EndKey()
    {
    }
}
