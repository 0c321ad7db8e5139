using System.Text.Json.Nodes;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Host.Conformance;

/// <summary>What a target must do on a real system. It is restored into.</summary>
/// <param name="subject">The plugin.</param>
/// <param name="endpoint">Where its system is.</param>
/// <param name="backup">Where a backup is kept meanwhile.</param>
/// <param name="change">A command that changes what the system holds; null for none.</param>
internal sealed class TargetChecks(Subject subject, EndpointText endpoint, string backup, string? change)
{
    /// <summary>A backup below this may be in the pipe as a whole before anybody can interrupt it.</summary>
    private const int InterruptibleBytes = 3 << 20;

    private static readonly TimeSpan WorkMax = TimeSpan.FromMinutes(15);

    private string? _before;
    private bool _isRestored;

    private long Bytes => File.Exists(backup) ? new FileInfo(backup).Length : 0;

    /// <summary>All of them, in the order in which they are done.</summary>
    public IEnumerable<Check> All() =>
    [
        new("validate reaches the system", ValidateAsync),
        new("the fingerprint stays while nothing changes", FingerprintStaysAsync),
        new("a backup succeeds", BackUpAsync),
        new("the fingerprint shows a change", ChangeAsync),
        new("a restore succeeds, and brings the fingerprint back", RestoreAsync),
        new("SIGTERM before the input has ended changes nothing", StopRestoreAsync),
        new("a restore of nothing is refused, and changes nothing", RestoreNothingAsync),
        new("SIGTERM ends a backup, and not with 0", StopBackupAsync),
        new("a backup whose reader leaves ends, and not with 0", ReaderLeavesAsync),
    ];

    private async Task<Finding> ValidateAsync(CancellationToken cancellationToken)
    {
        if (!subject.HasEndpointFile) return Finding.Skip("protocol 1 has no validate");
        var answer = await subject.AskAsync(On("validate"), cancellationToken);
        if (answer.ExitCode != 0) return Finding.Bad($"it exited {answer.ExitCode}: {answer.Errors}");
        return answer.Output.Length == 0 ? Finding.Good : Finding.Bad("it wrote to standard output");
    }

    private async Task<Finding> FingerprintStaysAsync(CancellationToken cancellationToken)
    {
        _before = await FingerprintAsync(cancellationToken);
        if (_before is null) return Finding.Skip("it has no fingerprint: a restore is not compared");
        return await FingerprintAsync(cancellationToken) == _before
            ? Finding.Good
            : Finding.Bad("two of them differ, although nothing was changed");
    }

    private async Task<Finding> BackUpAsync(CancellationToken cancellationToken)
    {
        await using var running = await subject.StartAsync(On("backup"));
        running.Process.CloseStandardInput();
        await using var file = File.Create(backup);
        var pumping = new BytePump(running.Process.StandardOutput, file).RunAsync();
        var end = await running.EndAsync(WorkMax, cancellationToken);
        var pumped = await pumping;
        if (end.ExitCode != 0) return Finding.Bad($"it exited {end.ExitCode}: {running.Errors}");
        return pumped.Bytes > 0 || subject.Info.AllowsEmpty
            ? Finding.Good
            : Finding.Bad("it gave no bytes, and info does not say that it may (allows_empty)");
    }

    private async Task<Finding> ChangeAsync(CancellationToken cancellationToken)
    {
        if (change is null) return Finding.Skip("no --change: a restore that does nothing is not found out");
        await subject.RunShellAsync(change, cancellationToken);
        if (_before is null) return Finding.Skip("it has no fingerprint");
        return await FingerprintAsync(cancellationToken) != _before
            ? Finding.Good
            : Finding.Bad("it is the same as before");
    }

    private async Task<Finding> RestoreAsync(CancellationToken cancellationToken)
    {
        await using (var file = File.OpenRead(backup))
        await using (var running = await subject.StartAsync(On("restore")))
        {
            var reading = BoundedText.ReadAsync(running.Process.StandardOutput, 1, CancellationToken.None);
            var sent = await new BytePump(file, running.Process.StandardInput).RunAsync();
            running.Process.CloseStandardInput();
            var end = await running.EndAsync(WorkMax, cancellationToken);
            if (end.ExitCode != 0) return Finding.Bad($"it exited {end.ExitCode}: {running.Errors}");
            if (sent.Bytes != Bytes) return Finding.Bad("it exited 0 before it had read all");
            if ((await reading).Text.Length > 0) return Finding.Bad("it wrote to standard output");
        }

        if (_before is not null && await FingerprintAsync(cancellationToken) != _before)
            return Finding.Bad("the fingerprint is another one afterwards");
        _isRestored = true;
        return Finding.Good;
    }

    private async Task<Finding> StopRestoreAsync(CancellationToken cancellationToken)
    {
        if (!subject.HasEndpointFile) return Finding.Skip("protocol 1 leaves it open");
        var before = await FingerprintAsync(cancellationToken);
        await using (var running = await subject.StartAsync(On("restore")))
        {
            await using var file = File.OpenRead(backup);
            var half = new byte[(int)Math.Min(Bytes / 2, InterruptibleBytes)];
            await file.ReadExactlyAsync(half, cancellationToken);
            await new BytePump(new MemoryStream(half), running.Process.StandardInput).RunAsync();
            running.Process.Stop();
            var end = await running.EndAsync(Subject.EndMax, cancellationToken);
            if (end.ExitCode == 0) return Finding.Bad("it exited 0, as if the input had been whole");
        }

        return !subject.Info.Stages || await FingerprintAsync(cancellationToken) == before
            ? Finding.Good
            : Finding.Bad("it changed something, although info says that it stages");
    }

    private async Task<Finding> RestoreNothingAsync(CancellationToken cancellationToken)
    {
        if (subject.Info.AllowsEmpty) return Finding.Skip("info says that it may be empty (allows_empty)");
        if (!subject.HasEndpointFile) return Finding.Skip("protocol 1 leaves it open");
        var before = await FingerprintAsync(cancellationToken);
        var answer = await subject.AskAsync(On("restore"), cancellationToken);
        if (answer.ExitCode == 0) return Finding.Bad("it exited 0");
        return await FingerprintAsync(cancellationToken) == before
            ? Finding.Good
            : Finding.Bad("it changed something");
    }

    private Task<Finding> StopBackupAsync(CancellationToken cancellationToken) =>
        InterruptAsync(async running =>
        {
            running.Process.Stop();
            return await running.EndAsync(Subject.EndMax, cancellationToken);
        }, cancellationToken);

    private Task<Finding> ReaderLeavesAsync(CancellationToken cancellationToken) =>
        InterruptAsync(async running =>
        {
            await running.Process.StandardOutput.DisposeAsync();
            return await running.EndAsync(TimeSpan.FromMinutes(1), cancellationToken);
        }, cancellationToken);

    private async Task<Finding> InterruptAsync(
        Func<Running, Task<ProcessEnd>> interruptAsync, CancellationToken cancellationToken)
    {
        if (!_isRestored) return Finding.Skip("there is nothing to back up when a restore has failed");
        if (Bytes < InterruptibleBytes)
            return Finding.Skip($"the backup has {Bytes} bytes: put more than 3 MiB into the system");
        await using var running = await subject.StartAsync(On("backup"));
        running.Process.CloseStandardInput();
        _ = await running.Process.StandardOutput.ReadAsync(new byte[1], cancellationToken);
        var end = await interruptAsync(running);
        return end.ExitCode != 0 ? Finding.Good : Finding.Bad("it exited 0, as if all had been read");
    }

    /// <returns>Null where it has none.</returns>
    private async Task<string?> FingerprintAsync(CancellationToken cancellationToken)
    {
        if (!subject.HasEndpointFile) return null;
        var answer = await subject.AskAsync(On("fingerprint"), cancellationToken);
        if (answer.ExitCode == (int)PluginExit.Unsupported) return null;
        if (answer.ExitCode != 0)
            throw CheckException.Bad($"fingerprint exited {answer.ExitCode}: {answer.Errors}");
        return Json(answer.Output) is JsonObject json
            ? json.ToJsonString()
            : throw CheckException.Bad("fingerprint did not print an object");
    }

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private Call On(string action) => new(action) { Endpoint = endpoint.Json, Mode = PluginMode.Target };
}
