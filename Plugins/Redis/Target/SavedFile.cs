using Shield.Plugins.Redis.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>Has the server save to its file, and opens that.</summary>
internal static class SavedFile
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Saves, waits for the end of it, and opens the file.</summary>
    /// <exception cref="PluginException">The save failed, or its file is not here.</exception>
    public static async Task<FileStream> OpenAsync(
        PluginCall call, RedisConnection server, CancellationToken cancellationToken)
    {
        var path = await FindAsync(call.Endpoint, server, cancellationToken);
        var before = await AwaitTurnAsync(call, server, cancellationToken);
        await server.AskAsync(["BGSAVE", "SCHEDULE"], cancellationToken);
        var saved = await AwaitEndAsync(call, server, before, cancellationToken);
        return Open(path, saved.LastSaveSeconds);
    }

    /// <summary>Where the server writes its file.</summary>
    public static async Task<string> FindAsync(
        Endpoint endpoint, RedisConnection server, CancellationToken cancellationToken) =>
        endpoint.AbsolutePath(RedisFields.File)
        ?? Path.Join(
            await SettingAsync(server, "dir", cancellationToken),
            await SettingAsync(server, "dbfilename", cancellationToken));

    private static async Task<string> SettingAsync(
        RedisConnection server, string name, CancellationToken cancellationToken)
    {
        var answer = await server.TryAsync(["CONFIG", "GET", name], cancellationToken);
        if (answer is RespValue.Items { Values: [_, RespValue.Bytes(var value)] })
            return System.Text.Encoding.UTF8.GetString(value);
        var why = answer is RespValue.Refusal(var words) ? Refusals.Explain("CONFIG GET", words)
            : $"the server does not say its {name}";
        throw new PluginException(
            PluginExit.Failed, $"{why}\nsay in {RedisFields.File} which file it writes");
    }

    /// <summary>A save that runs already is of another instant; and the time of a save is told in seconds, so
    /// that two within one could not be told apart.</summary>
    private static async Task<ServerFacts> AwaitTurnAsync(
        PluginCall call, RedisConnection server, CancellationToken cancellationToken)
    {
        while (true)
        {
            var facts = await ServerFacts.AskAsync(server, cancellationToken);
            if (!facts.IsSaving && (facts.NowSeconds == 0 || facts.NowSeconds > facts.LastSaveSeconds))
                return facts;
            await Task.Delay(Pause, call.Clock, cancellationToken);
        }
    }

    private static async Task<ServerFacts> AwaitEndAsync(
        PluginCall call, RedisConnection server, ServerFacts before, CancellationToken cancellationToken)
    {
        while (true)
        {
            var facts = await ServerFacts.AskAsync(server, cancellationToken);
            if (facts.LastSaveSeconds != before.LastSaveSeconds) return facts;
            // One that is scheduled begins when the log of changes has been rewritten.
            if (!facts.IsSaving && !facts.IsRewritingLog && !facts.HasSaved)
                throw new PluginException(
                    PluginExit.Failed,
                    "the server could not save (BGSAVE): its log says why; often it lacks room on its disk, "
                    + "or memory to fork (vm.overcommit_memory)");
            await Task.Delay(Pause, call.Clock, cancellationToken);
        }
    }

    private static FileStream Open(string path, long savedSeconds)
    {
        try
        {
            var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            var written = new DateTimeOffset(File.GetLastWriteTimeUtc(file.SafeFileHandle))
                .ToUnixTimeSeconds();
            // It is renamed right after it was written, and the time of the save is taken then.
            if (written >= savedSeconds - StaleSeconds) return file;
            file.Dispose();
            throw new PluginException(
                PluginExit.Failed, $"{path} is not what the server has just saved: it is older");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = e is UnauthorizedAccessException
                ? "the agent may not read it: put its user into the server's group, or give it an access list"
                : "it cannot be opened: the agent has to run on the server's own machine";
            throw new PluginException(PluginExit.Failed, $"the server has saved to {path}, but {why}");
        }
    }

    /// <summary>Between the last write and the moment that the server has noticed the end of its
    /// child.</summary>
    private const int StaleSeconds = 10;
}
