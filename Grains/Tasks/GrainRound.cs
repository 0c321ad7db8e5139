using Microsoft.Extensions.Logging;
using Shield.Domain;

namespace Shield.Grains.Tasks;

/// <summary>Asks many grains, some of them at the same time; one that cannot be asked holds up no other.
/// </summary>
internal sealed class GrainRound(ILogger logger)
{
    /// <summary>How many grains are asked at the same time.</summary>
    public const int AtOnceMax = 16;

    /// <summary>Asks all of them.</summary>
    /// <param name="noun">What they are.</param>
    /// <param name="ids">Which.</param>
    /// <param name="ask">How.</param>
    public async Task AskAsync(string noun, IEnumerable<Guid> ids, Func<Guid, Task> ask)
    {
        foreach (var chunk in ids.Chunk(AtOnceMax))
        {
            await Task.WhenAll(chunk.Select(id => AskOneAsync(noun, id, ask)));
        }
    }

    /// <summary>Asks one.</summary>
    public async Task AskOneAsync(string noun, Guid id, Func<Guid, Task> ask)
    {
        try
        {
            await ask(id);
        }
        catch (Exception away) when (Trouble.IsPassing(away) || away is ShieldException)
        {
            logger.NotAsked(noun, id, away);
        }
    }
}
