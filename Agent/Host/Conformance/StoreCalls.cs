using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Host.Conformance;

/// <summary>What a store is asked to do.</summary>
internal sealed class StoreCalls(Subject subject, EndpointText endpoint)
{
    /// <summary>How long a gigabyte may take.</summary>
    private static readonly TimeSpan TransferMax = TimeSpan.FromMinutes(15);

    /// <summary>A call on the endpoint.</summary>
    public Call On(string action, string? key = null, Guid? archive = null) => new(action)
    {
        Endpoint = endpoint.Json,
        Mode = PluginMode.Store,
        Key = key,
        Archive = archive,
    };

    /// <summary>Stores random bytes, which is to succeed.</summary>
    /// <returns>What it answered, and the digest of what it got.</returns>
    public async Task<(StoredObject Stored, string Sha256)> StoreAsync(
        Guid archive, long bytes, CancellationToken cancellationToken)
    {
        await using var running = await subject.StartAsync(On("store", archive: archive));
        var answering = BoundedText.ReadAsync(
            running.Process.StandardOutput, PluginReply.ReplyCharsMax + 1, CancellationToken.None);
        var sent = await new BytePump(new RandomBytes(bytes), running.Process.StandardInput).RunAsync();
        running.Process.CloseStandardInput();
        var end = await running.EndAsync(TransferMax, cancellationToken);
        if (end.ExitCode != 0)
            throw CheckException.Bad($"store exited {end.ExitCode}: {running.Errors}");
        if (sent.Bytes != bytes) throw CheckException.Bad("store exited 0 before it had read all");
        var reply = PluginReply.ParseStored((await answering).Text, subject.Info.Protocol);
        return reply is Verdict<StoredObject>.Good(var stored)
            ? (stored, sent.Sha256)
            : throw CheckException.Bad($"store: {((Verdict<StoredObject>.Bad)reply).Reason}");
    }

    /// <summary>Retrieves, which is to succeed.</summary>
    /// <returns>The digest of what came.</returns>
    public async Task<string> RetrieveAsync(string key, CancellationToken cancellationToken)
    {
        await using var running = await subject.StartAsync(On("retrieve", key));
        running.Process.CloseStandardInput();
        var pumping = new BytePump(running.Process.StandardOutput, Stream.Null).RunAsync();
        var end = await running.EndAsync(TransferMax, cancellationToken);
        if (end.ExitCode != 0)
            throw CheckException.Bad($"retrieve exited {end.ExitCode}: {running.Errors}");
        return (await pumping).Sha256;
    }

    /// <summary>Purges, which is to succeed.</summary>
    public async Task PurgeAsync(string key, Guid archive, CancellationToken cancellationToken)
    {
        var answer = await subject.AskAsync(On("purge", key, archive), cancellationToken);
        if (answer.ExitCode != 0)
            throw CheckException.Bad($"purge exited {answer.ExitCode}: {answer.Errors}");
    }

    /// <summary>What it lists that bears the UUID of an archive; null where it has no list.</summary>
    public async Task<IReadOnlyList<ListedObject>?> ListAsync(
        Guid archive, CancellationToken cancellationToken)
    {
        if (!subject.HasEndpointFile) return null;
        await using var running = await subject.StartAsync(On("list"));
        running.Process.CloseStandardInput();
        var found = new List<ListedObject>();
        using var lines = new StreamReader(running.Process.StandardOutput, leaveOpen: true);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (PluginReply.ParseListed(line) is not Verdict<ListedObject>.Good(var listed))
                throw CheckException.Bad("list printed a line that is none of its own");
            if (listed.Key.Contains($"{archive:d}", StringComparison.OrdinalIgnoreCase)) found.Add(listed);
        }

        var end = await running.EndAsync(TransferMax, cancellationToken);
        if (end.ExitCode == (int)PluginExit.Unsupported) return null;
        return end.ExitCode == 0
            ? found
            : throw CheckException.Bad($"list exited {end.ExitCode}: {running.Errors}");
    }

    /// <summary>Sees that nothing of an archive is left, and removes what is.</summary>
    public async Task<Finding> NothingIsLeftAsync(Guid archive, CancellationToken cancellationToken)
    {
        if (await ListAsync(archive, cancellationToken) is not { } left) return Finding.Good;
        foreach (var one in left) await PurgeAsync(one.Key, archive, cancellationToken);
        return left.Count == 0 ? Finding.Good : Finding.Bad($"it left {left[0].Key}");
    }
}
