namespace Shield.Silo.Hosting;

/// <summary>The table of members, with its moments turned from the catalog's clock to the machine's, and
/// back.</summary>
/// <remarks>Orleans compares them with the machine's clock, whatever it is told: a silo whose clock is ten
/// minutes fast would take all others for dead.</remarks>
internal sealed class CatalogMembership(IMembershipTable table, CatalogClock clock) : IMembershipTable
{
    public Task InitializeMembershipTableAsync(
        bool tryInitTableVersion, CancellationToken cancellationToken) =>
        table.InitializeMembershipTableAsync(tryInitTableVersion, cancellationToken);

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken) =>
        table.DeleteMembershipTableEntriesAsync(clusterId, cancellationToken);

    public Task CleanupDefunctSiloEntriesAsync(
        DateTimeOffset beforeDate, CancellationToken cancellationToken) =>
        table.CleanupDefunctSiloEntriesAsync(beforeDate + clock.Offset, cancellationToken);

    public async Task<MembershipTableData> ReadRowAsync(
        SiloAddress key, CancellationToken cancellationToken) =>
        ToOwn(await table.ReadRowAsync(key, cancellationToken));

    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken) =>
        ToOwn(await table.ReadAllAsync(cancellationToken));

    public Task<bool> InsertRowAsync(
        MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken) =>
        table.InsertRowAsync(Shift(entry, clock.Offset), tableVersion, cancellationToken);

    public Task<bool> UpdateRowAsync(
        MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken) =>
        table.UpdateRowAsync(Shift(entry, clock.Offset), etag, tableVersion, cancellationToken);

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken) =>
        table.UpdateIAmAliveAsync(Shift(entry, clock.Offset), cancellationToken);

    // What the interface had before its calls could be given up.
    Task IMembershipTable.InitializeMembershipTable(bool tryInitTableVersion) =>
        InitializeMembershipTableAsync(tryInitTableVersion, CancellationToken.None);

    Task IMembershipTable.DeleteMembershipTableEntries(string clusterId) =>
        DeleteMembershipTableEntriesAsync(clusterId, CancellationToken.None);

    Task IMembershipTable.CleanupDefunctSiloEntries(DateTimeOffset beforeDate) =>
        CleanupDefunctSiloEntriesAsync(beforeDate, CancellationToken.None);

    Task<MembershipTableData> IMembershipTable.ReadRow(SiloAddress key) =>
        ReadRowAsync(key, CancellationToken.None);

    Task<MembershipTableData> IMembershipTable.ReadAll() => ReadAllAsync(CancellationToken.None);

    Task<bool> IMembershipTable.InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        InsertRowAsync(entry, tableVersion, CancellationToken.None);

    Task<bool> IMembershipTable.UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        UpdateRowAsync(entry, etag, tableVersion, CancellationToken.None);

    Task IMembershipTable.UpdateIAmAlive(MembershipEntry entry) =>
        UpdateIAmAliveAsync(entry, CancellationToken.None);

    private MembershipTableData ToOwn(MembershipTableData data)
    {
        var offset = -clock.Offset;
        return offset == TimeSpan.Zero
            ? data
            : new MembershipTableData(
                [.. data.Members.Select(member => Tuple.Create(Shift(member.Item1, offset), member.Item2))],
                data.Version);
    }

    private static MembershipEntry Shift(MembershipEntry entry, TimeSpan by) => by == TimeSpan.Zero
        ? entry
        : new MembershipEntry
        {
            SiloAddress = entry.SiloAddress,
            Status = entry.Status,
            ProxyPort = entry.ProxyPort,
            HostName = entry.HostName,
            SiloName = entry.SiloName,
            RoleName = entry.RoleName,
            UpdateZone = entry.UpdateZone,
            FaultZone = entry.FaultZone,
            StartTime = Shift(entry.StartTime, by),
            IAmAliveTime = Shift(entry.IAmAliveTime, by),
            SuspectTimes = entry.SuspectTimes?
                .ConvertAll(suspicion => Tuple.Create(suspicion.Item1, Shift(suspicion.Item2, by))),
        };

    // An entry that only says that a silo is alive has no other moment.
    private static DateTime Shift(DateTime at, TimeSpan by) => at == default ? at : at + by;
}
