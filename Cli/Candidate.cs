namespace Shield.Cli;

/// <summary>Something an argument may mean.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Name">Empty for what has no name: archives and tasks.</param>
/// <param name="Label">What tells it from the others in a list of candidates.</param>
internal sealed record Candidate(Guid Uuid, string Name, string Label);
