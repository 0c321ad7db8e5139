namespace Shield.Grains.Jobs;

/// <summary>The slots that jobs have settled. Their rows come with the states of jobs; here they end.
/// </summary>
public interface ISlotBook
{
    /// <summary>Forgets slots, the oldest first.</summary>
    /// <param name="dueBefore">Those that were due before this moment.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ForgetAsync(DateTimeOffset dueBefore, int max, CancellationToken cancellationToken);
}
