namespace Shield.Plugins.Redis.Rdb;

/// <summary>What an RDB holds, in numbers.</summary>
internal sealed class RdbSummary
{
    /// <summary>Of the format; each server loads its own and all before.</summary>
    public int Version { get; set; }

    /// <summary>Whether it comes from Valkey 9 or later, which numbers its formats anew.</summary>
    public bool IsValkey { get; set; }

    /// <summary>By the number of the database, those that have keys: how many, and how many of these
    /// expire.</summary>
    public SortedDictionary<long, (long Keys, long Expiring)> Databases { get; } = [];

    /// <summary>How many libraries of functions.</summary>
    public long Libraries { get; set; }

    /// <summary>The types of modules whose values are in it.</summary>
    public SortedSet<string> ModuleTypes { get; } = new(StringComparer.Ordinal);

    /// <summary>Memory that the server used then, in bytes; 0 where it is not said.</summary>
    public long UsedMemory { get; set; }

    /// <summary>How many keys in all.</summary>
    public long Keys => Databases.Values.Sum(database => database.Keys);

    public void Count(long database, bool expires)
    {
        var (keys, expiring) = Databases.GetValueOrDefault(database);
        Databases[database] = (keys + 1, expiring + (expires ? 1 : 0));
    }
}
