namespace Shield.Plugins.Redis.Rdb;

/// <summary>What a value is to those who use it.</summary>
internal enum ValueKind
{
    Text,
    List,
    Set,
    SortedSet,
    Hash,
    Stream,
    Module,
    Library,
}
