using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints;

/// <summary>Names what stands in the way of a delete.</summary>
internal static class InUse
{
    /// <summary>Deletes; a conflict comes back with who needs the thing.</summary>
    /// <remarks>The database has refused before anybody looks for reasons: whoever looked first could see
    /// nobody, and delete what a new job needs an instant later.</remarks>
    /// <exception cref="InUseException">The delete was refused.</exception>
    public static async Task NameUsersAsync(Func<Task> delete, Func<Task<IReadOnlyList<UserRow>>> listUsers)
    {
        try
        {
            await delete();
        }
        catch (ShieldException refusal) when (refusal.Reason is Reason.Conflict)
        {
            throw new InUseException(refusal, await listUsers());
        }
    }
}

/// <summary>A delete that was refused, with who needs the thing.</summary>
internal sealed class InUseException(ShieldException refusal, IReadOnlyList<UserRow> users)
    : Exception(refusal.Message, refusal)
{
    public ShieldException Refusal { get; } = refusal;

    /// <summary>The first of them; none when they have gone meanwhile.</summary>
    public IReadOnlyList<UserRow> Users { get; } = users;
}
