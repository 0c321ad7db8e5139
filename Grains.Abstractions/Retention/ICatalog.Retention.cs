using Shield.Domain;

namespace Shield.Grains;

/// <summary>A retention policy, as lists show it.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is for.</param>
/// <param name="ExpirySeconds">How long an archive is kept.</param>
public sealed record RetentionRow(RetentionId Uuid, string Name, string Summary, long ExpirySeconds)
{
    /// <summary>Which edition it is in.</summary>
    public Edition Edition => Edition.Of(Name, Summary, Edition.Text(ExpirySeconds));
}

public partial interface ICatalog
{
    /// <summary>Retention policies by name, then UUID.</summary>
    IAsyncEnumerable<RetentionRow> ListRetentionAsync(
        PolicyFilter filter, Page page, CancellationToken cancellationToken);

    /// <summary>One retention policy, or null.</summary>
    Task<RetentionRow?> FindRetentionAsync(RetentionId id, CancellationToken cancellationToken);

    /// <summary>How many archives live under a policy: valid ones of the jobs that use it now.</summary>
    /// <remarks>An archive got its expiry from the policy that its job had when it was made, and keeps it. It
    /// is counted by the job's present policy, since the archive itself names only the job; those of a job
    /// that is gone are nobody's.</remarks>
    Task<long> CountArchivesAsync(RetentionId id, CancellationToken cancellationToken);
}
