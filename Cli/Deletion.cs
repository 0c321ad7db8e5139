using Shield.Api.Client;
using Shield.Api.Contracts;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli;

/// <summary>What all the delete commands share.</summary>
internal static class Deletion
{
    /// <summary>Asks, unless <c>--yes</c> was said, and deletes what was shown: not what somebody has made of
    /// it since.</summary>
    /// <param name="session">What was said.</param>
    /// <param name="noun">What is deleted.</param>
    /// <param name="look">Says what will be lost, and the ETag of what was looked at.</param>
    /// <param name="delete">Deletes what still has that ETag, or anything when it is null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<int> DeleteAsync(
        this Session session,
        Noun noun,
        Func<Guid, CancellationToken, Task<(string Loss, string? Tag)>> look,
        Func<Guid, string?, CancellationToken, Task<Answer<OkBody>>> delete,
        CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(noun, session.Argument, cancellationToken);
        string? tag = null;
        if (!session.Has(CliOptions.Yes))
        {
            (var loss, tag) = await look(uuid, cancellationToken);
            await session.ConfirmAsync(loss, cancellationToken);
        }

        return session.PrintOk(await delete(uuid, tag, cancellationToken), "deleted");
    }
}
