namespace Shield.Plugins.Redis.Rdb;

/// <summary>Takes bytes, which are good until it returns.</summary>
internal delegate void ByteTaker(ReadOnlySpan<byte> bytes);
