using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Target;

/// <summary>Writes the tree as a tar archive to standard output; tar itself writes it there.</summary>
internal static class Backup
{
    /// <summary>tar's "some files changed while they were read".</summary>
    public const int TarFilesChanged = 1;

    /// <summary>What a shell reports of a program that SIGPIPE ended.</summary>
    private const int EndedByBrokenPipe = 128 + 13;

    public static async Task RunAsync(PluginCall call, CancellationToken cancellationToken)
    {
        var selection = Selection.Of(call.Endpoint);
        using var root = Folder.Open(selection.BaseDir);
        using var tar = TarProgram.StartCreate(selection, takeOutput: false, sparse: true);
        Pipe.Enlarge(1);
        try
        {
            // Of its own, so that a tar whose reader sleeps cannot keep us from heeding a signal.
            await Task.Run(() => selection.Feed(tar, root, cancellationToken), cancellationToken)
                .WaitAsync(cancellationToken);
        }
        catch (IOException)
        {
            // tar is gone already, and its exit code says more than a pipe without a reader.
        }

        var exitCode = await tar.EndAsync(cancellationToken);
        if (exitCode == EndedByBrokenPipe) throw new IOException("broken pipe", Errno.BrokenPipe);
        if (exitCode == TarFilesChanged)
            call.Say("warning: files changed while they were read; the archive has them as they were then");
        else if (exitCode != 0) throw tar.Failure(exitCode);
    }
}
