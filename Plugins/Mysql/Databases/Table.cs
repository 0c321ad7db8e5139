namespace Shield.Plugins.Mysql.Databases;

/// <summary>A table or a sequence.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">BASE TABLE, SYSTEM VERSIONED or SEQUENCE.</param>
/// <param name="Engine">Empty where the server does not say.</param>
internal sealed record Table(string Name, string Kind, string Engine)
{
    /// <summary>Whether it is a row of numbers.</summary>
    public bool IsSequence => Kind == "SEQUENCE";

    /// <summary>Whether former versions of its rows are kept.</summary>
    public bool IsVersioned => Kind == "SYSTEM VERSIONED";

    /// <summary>Whether a dump sees it as it was at one instant.</summary>
    public bool IsConsistent => IsSequence || Engine is "InnoDB" or "ROCKSDB";
}
