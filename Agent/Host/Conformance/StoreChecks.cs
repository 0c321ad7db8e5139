using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Host.Conformance;

/// <summary>What a store must do on a real system.</summary>
/// <param name="subject">The plugin.</param>
/// <param name="calls">What it is asked to do.</param>
/// <param name="largestBytes">The largest object it is given.</param>
internal sealed class StoreChecks(Subject subject, StoreCalls calls, long largestBytes)
{
    /// <summary>More than fits into a pipe: when it has been written, the plugin is reading.</summary>
    private const int Half = 3 << 20;

    private const string MissingKey = "2026/01/31/2026-01-31-120000-00000000-0000-4000-8000-000000000000";

    /// <summary>All of them, in the order in which they are done.</summary>
    public IEnumerable<Check> All() =>
    [
        new("validate reaches the store", ValidateAsync),
        .. new[] { 0, 1, 1 << 20, largestBytes }.Distinct().Select(bytes => new Check(
            $"{Words(bytes)} come back as they were, and go", token => RoundTripAsync(bytes, token))),
        new("an unknown key is refused, and nothing comes", UnknownKeyAsync),
        new("a key that leads out of the store is refused", HostileKeyAsync),
        new("an object that is not there counts as purged", PurgeMissingAsync),
        new("SIGTERM before the input has ended leaves nothing", StopHalfWayAsync),
        new("a store whose answer nobody reads leaves nothing", UnreadAnswerAsync),
        new("a retrieve whose reader leaves ends, and not with 0", ReaderLeavesAsync),
        new("SIGTERM ends a retrieve, and not with 0", StopRetrieveAsync),
    ];

    private async Task<Finding> ValidateAsync(CancellationToken cancellationToken)
    {
        if (!subject.HasEndpointFile) return Finding.Skip("protocol 1 has no validate");
        var answer = await subject.AskAsync(calls.On("validate"), cancellationToken);
        if (answer.ExitCode != 0) return Finding.Bad($"it exited {answer.ExitCode}: {answer.Errors}");
        return answer.Output.Length == 0 ? Finding.Good : Finding.Bad("it wrote to standard output");
    }

    private async Task<Finding> RoundTripAsync(long bytes, CancellationToken cancellationToken)
    {
        var archive = Guid.NewGuid();
        var (stored, sha256) = await calls.StoreAsync(archive, bytes, cancellationToken);
        try
        {
            if (WhyWrong(stored, archive, bytes, sha256) is { } why) return Finding.Bad(why);
            if (await calls.RetrieveAsync(stored.Key, cancellationToken) != sha256)
                return Finding.Bad("retrieve gave other bytes than were stored");
            var listed = await calls.ListAsync(archive, cancellationToken);
            if (listed is not null && !listed.Any(one => one.Key == stored.Key && one.Bytes == bytes))
                return Finding.Bad("list does not show it, or with another size");
        }
        finally
        {
            await calls.PurgeAsync(stored.Key, archive, cancellationToken);
        }

        await calls.PurgeAsync(stored.Key, archive, cancellationToken);
        if (await calls.ListAsync(archive, cancellationToken) is { Count: > 0 })
            return Finding.Bad("list still shows it after it was purged");
        return await RefusesAsync(stored.Key, cancellationToken);
    }

    private string? WhyWrong(StoredObject stored, Guid archive, long bytes, string sha256)
    {
        if (!subject.HasEndpointFile) return null;
        if (stored.Bytes != bytes) return $"store answered bytes {stored.Bytes}, it was given {bytes}";
        if (stored.Sha256 != sha256) return "store answered another sha256 than that of what it was given";
        return stored.Key.Contains($"{archive:d}", StringComparison.OrdinalIgnoreCase)
            ? null
            : "the key does not contain SHIELD_ARCHIVE_UUID, so that a lost object cannot be told";
    }

    private Task<Finding> UnknownKeyAsync(CancellationToken cancellationToken) =>
        RefusesAsync(MissingKey, cancellationToken);

    private Task<Finding> HostileKeyAsync(CancellationToken cancellationToken) =>
        RefusesAsync("../../../../../../../../etc/passwd", cancellationToken);

    private async Task<Finding> RefusesAsync(string key, CancellationToken cancellationToken)
    {
        var answer = await subject.AskAsync(calls.On("retrieve", key), cancellationToken);
        if (answer.ExitCode == 0) return Finding.Bad($"retrieve of {key} exited 0");
        if (answer.Output.Length > 0) return Finding.Bad($"retrieve of {key} gave data");
        return answer.Errors.Length > 0 ? Finding.Good : Finding.Bad("it said nothing on standard error");
    }

    private async Task<Finding> PurgeMissingAsync(CancellationToken cancellationToken)
    {
        if (!subject.HasEndpointFile) return Finding.Skip("protocol 1 leaves it open");
        await calls.PurgeAsync(MissingKey, Guid.Empty, cancellationToken);
        return Finding.Good;
    }

    private async Task<Finding> StopHalfWayAsync(CancellationToken cancellationToken)
    {
        if (!subject.HasEndpointFile) return Finding.Skip("protocol 1 leaves it open");
        var archive = Guid.NewGuid();
        await using (var running = await subject.StartAsync(calls.On("store", archive: archive)))
        {
            await new BytePump(new RandomBytes(Half), running.Process.StandardInput).RunAsync();
            running.Process.Stop();
            var end = await running.EndAsync(Subject.EndMax, cancellationToken);
            if (end.ExitCode == 0) return Finding.Bad("it exited 0, as if the input had been whole");
        }

        return await calls.NothingIsLeftAsync(archive, cancellationToken);
    }

    private async Task<Finding> UnreadAnswerAsync(CancellationToken cancellationToken)
    {
        if (!subject.HasEndpointFile) return Finding.Skip("protocol 1 leaves it open");
        var archive = Guid.NewGuid();
        await using (var running = await subject.StartAsync(calls.On("store", archive: archive)))
        {
            await running.Process.StandardOutput.DisposeAsync();
            await new BytePump(new RandomBytes(Half), running.Process.StandardInput).RunAsync();
            running.Process.CloseStandardInput();
            var end = await running.EndAsync(TimeSpan.FromMinutes(1), cancellationToken);
            if (end.ExitCode == 0) return Finding.Bad("it exited 0 although nobody has its key");
        }

        return await calls.NothingIsLeftAsync(archive, cancellationToken);
    }

    private Task<Finding> ReaderLeavesAsync(CancellationToken cancellationToken) =>
        WithObjectAsync(async running =>
        {
            await running.Process.StandardOutput.DisposeAsync();
            return await running.EndAsync(TimeSpan.FromMinutes(1), cancellationToken);
        }, cancellationToken);

    private Task<Finding> StopRetrieveAsync(CancellationToken cancellationToken) =>
        WithObjectAsync(async running =>
        {
            running.Process.Stop();
            return await running.EndAsync(Subject.EndMax, cancellationToken);
        }, cancellationToken);

    /// <summary>Interrupts the retrieve of an object that fits into no pipe.</summary>
    private async Task<Finding> WithObjectAsync(
        Func<Running, Task<ProcessEnd>> interruptAsync, CancellationToken cancellationToken)
    {
        const int Large = 8 << 20;
        var archive = Guid.NewGuid();
        var (stored, _) = await calls.StoreAsync(archive, Large, cancellationToken);
        try
        {
            await using var running = await subject.StartAsync(calls.On("retrieve", stored.Key));
            running.Process.CloseStandardInput();
            _ = await running.Process.StandardOutput.ReadAsync(new byte[1], cancellationToken);
            var end = await interruptAsync(running);
            return end.ExitCode != 0 ? Finding.Good : Finding.Bad("it exited 0, as if all had been read");
        }
        finally
        {
            await calls.PurgeAsync(stored.Key, archive, cancellationToken);
        }
    }

    private static string Words(long bytes) => bytes switch
    {
        0 => "no bytes at all",
        >= 1 << 30 when bytes % (1 << 30) == 0 => $"{bytes >> 30} GiB",
        >= 1 << 20 when bytes % (1 << 20) == 0 => $"{bytes >> 20} MiB",
        _ => $"{bytes} B",
    };
}
