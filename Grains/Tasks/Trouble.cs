using System.Data.Common;
using Shield.Domain;

namespace Shield.Grains.Tasks;

/// <summary>Tells what may happen between silos from what must not happen at all.</summary>
internal static class Trouble
{
    /// <summary>Whether a call may have failed because its other end is away, slow or refuses for now. Then
    /// nobody knows whether it happened, and it is repeated later.</summary>
    public static bool IsPassing(Exception exception) => exception is
        TimeoutException
        or OrleansException
        or OperationCanceledException
        or ShieldException { Reason: Reason.Unavailable }

        // The reminder service throws what its database throws.
        or DbException { IsTransient: true };
}
