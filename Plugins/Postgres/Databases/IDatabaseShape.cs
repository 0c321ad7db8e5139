namespace Shield.Plugins.Postgres.Databases;

/// <summary>What makes a database beside its content: its locale when it is created, and its owner, settings,
/// rights and comment afterwards.</summary>
internal interface IDatabaseShape
{
    /// <summary>The statement that creates an empty database of this shape.</summary>
    string Create(string name);

    /// <summary>What gives a new database, under its last name, everything else. All of it may run in one
    /// transaction.</summary>
    IEnumerable<string> Settle(string name);
}
