using Shield.Plugins.Postgres.Archive;
using Shield.Plugins.Postgres.Databases;

namespace Shield.Plugins.Postgres.Target;

/// <summary>Where the shape of a restored database comes from. Its locale is that of the present one, since
/// another machine's locale may not be here. Owner, settings and rights come back with the content, as they
/// were; but a database that gets the content of another one keeps its own.</summary>
/// <param name="facts">What is there now.</param>
/// <param name="name">Which database is restored.</param>
/// <param name="toc">Of its archive; null where it cannot be read.</param>
internal sealed class ShapeChoice(ServerFacts facts, string name, Toc? toc) : IDatabaseShape
{
    private readonly Database? _present = facts.Databases.GetValueOrDefault(name);

    /// <summary>The archive's, where that counts.</summary>
    private ArchivedShape? Archived => _present is null || toc?.Database == name ? toc?.Shape : null;

    private IDatabaseShape Present => _present is null ? new PlainShape() : new PresentShape(_present);

    /// <summary>Every role that must be there.</summary>
    public IEnumerable<string> Roles => (toc?.Roles ?? new HashSet<string>()).Concat(Archived?.Roles ?? []);

    public string Create(string newName) =>
        _present is null && toc?.Shape is { } shape ? shape.Create(newName) : Present.Create(newName);

    public IEnumerable<string> Settle(string lastName) => (Archived ?? Present).Settle(lastName);
}
