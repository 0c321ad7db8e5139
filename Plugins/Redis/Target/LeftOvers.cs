using Shield.Plugins.Redis.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>Puts right what restores have left that were killed: archives that nobody needs, and servers that
/// are replicas of nobody.</summary>
internal static class LeftOvers
{
    /// <summary>A folder as young as this may still be without its lock.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    /// <summary>Nobody has come back to that server, and whoever uses it has noticed.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    /// <summary>Removes archives, and makes the server a master again if it is what such a restore has made
    /// of it.</summary>
    /// <param name="call">The endpoint, and a place for words.</param>
    /// <param name="server">The server.</param>
    /// <param name="where">Its name in notes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task RemoveAsync(
        PluginCall call, RedisConnection server, string where, CancellationToken cancellationToken)
    {
        foreach (var folder in Staging.FoldersOf(call.Endpoint))
        {
            using var alone = Enter(folder, call.Clock.GetUtcNow());
            if (alone is null) continue;
            File.Delete(Path.Join(folder, Staging.ArchiveName));
            var note = ReadNote(folder);
            if (note?.Server == where) await ReleaseAsync(call, server, note, cancellationToken);
            var isForgotten = call.Clock.GetUtcNow() - Directory.GetLastWriteTimeUtc(folder) > Forgotten;
            if (note is null || note.Server == where || isForgotten)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ReleaseAsync(
        PluginCall call, RedisConnection server, TakeoverNote note, CancellationToken cancellationToken)
    {
        if (!note.Describes(await ServerFacts.AskAsync(server, cancellationToken))) return;
        await server.AskAsync(["REPLICAOF", "NO", "ONE"], cancellationToken);
        call.Say("made the server a master again: a restore that was ended had left it a replica of nobody");
    }

    private static TakeoverNote? ReadNote(string folder)
    {
        var path = Path.Join(folder, Staging.NoteName);
        return File.Exists(path) ? TakeoverNote.Parse(File.ReadAllText(path)) : null;
    }

    /// <summary>Takes the lock of a folder; null while its restore lives.</summary>
    private static FileStream? Enter(string folder, DateTimeOffset now)
    {
        try
        {
            if (new DirectoryInfo(folder).LinkTarget is not null) return null;
            var path = Path.Join(folder, Staging.LockName);
            if (!File.Exists(path) && now - Directory.GetLastWriteTimeUtc(folder) < Settling) return null;
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            // Its process lives, or it is another user's.
            return null;
        }
    }
}
