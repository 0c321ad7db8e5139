using Shield.Domain;

namespace Shield.Grains;

/// <summary>The tables that lists, filters and foreign keys read. Whoever only reads asks here and wakes no
/// grain. A row is there as soon as the call that wrote its grain has returned.</summary>
/// <remarks>One part of it per noun, beside that noun's rows. When the database is away every member refuses
/// with <see cref="Reason.Unavailable"/>.</remarks>
public partial interface ICatalog
{
    /// <summary>Which things need this one, so that it cannot be deleted: jobs, living archives, unfinished
    /// tasks.</summary>
    /// <param name="noun"><c>target</c>, <c>store</c>, <c>schedule</c> or <c>retention</c>.</param>
    /// <param name="id">Which one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The first <see cref="UsersMax"/>.</returns>
    Task<IReadOnlyList<UserRow>> ListUsersAsync(string noun, Guid id, CancellationToken cancellationToken);

    /// <summary>How many users are named at most.</summary>
    const int UsersMax = 20;
}

/// <summary>Something that needs another thing.</summary>
/// <param name="Kind"><c>job</c>, <c>archive</c> or <c>task</c>.</param>
/// <param name="Uuid">Its id.</param>
/// <param name="Name">Its name, or for an archive and a task the name of its job.</param>
public sealed record UserRow(string Kind, Guid Uuid, string Name);

/// <summary>Filters by name: all of them when empty.</summary>
/// <param name="Text">A part of the name, in any case; the whole of it when <paramref name="Exact"/>.</param>
/// <param name="Exact">Whether the name must be equal, case included.</param>
public sealed record NameFilter(string? Text, bool Exact)
{
    /// <summary>Every name.</summary>
    public static NameFilter Any { get; } = new(null, false);
}
