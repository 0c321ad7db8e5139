using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Fs.Target;

/// <summary>Restores a tree. The archive is unpacked into a private directory first; only when it proved
/// whole and harmless, its entries are moved to their places.</summary>
internal static class Restore
{
    public static async Task RunAsync(PluginCall call, CancellationToken cancellationToken)
    {
        var baseDir = call.Endpoint.RequiredAbsolutePath(FsFields.BaseDir);
        var isExact = call.Endpoint.Flag(FsFields.Exact);
        if (!Path.Exists(baseDir)) Make(call, baseDir);
        using var root = Folder.Open(baseDir);
        if (isExact) ExactSwap.Check(baseDir);
        // Making and removing the staging directory changes the times of the base directory, which are set
        // back.
        Status? times = Status.Of(root.Descriptor);
        try
        {
            using var staging = Staging.Begin(baseDir, root);
            var hasRoot = await UnpackAsync(call, staging.TreePath, cancellationToken);
            var status = Status.Of(staging.Tree.Descriptor);
            if (!isExact) Overlay.Check(staging.Tree, root, "");
            cancellationToken.ThrowIfCancellationRequested();
            times = null;
            MoveIn(call, staging, root, isExact, cancellationToken);
            if (!hasRoot) return;
            Metadata.Copy(staging.Tree.Descriptor, status, root.Descriptor);
            times = status;
        }
        finally
        {
            if (times is { } known) Metadata.SetTimes(root, FileName.Here, known);
        }
    }

    private static void MoveIn(
        PluginCall call, Staging staging, Folder root, bool isExact, CancellationToken cancellationToken)
    {
        Mover.Unlock(staging.Tree);
        if (isExact)
        {
            // A few renames: finishing them is quicker and safer than stopping.
            ExactSwap.Run(staging, root);
            return;
        }

        try
        {
            Overlay.Merge(staging.Tree, root, staging.Replaced, cancellationToken);
        }
        catch (Exception e) when (e is PluginException or OperationCanceledException)
        {
            call.Say("the restore stopped half-way: base_dir holds restored files beside old ones");
            throw;
        }
    }

    private static void Make(PluginCall call, string baseDir)
    {
        try
        {
            Directory.CreateDirectory(baseDir);
            call.Say($"'{baseDir}' did not exist, and was made");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(PluginExit.Failed, $"'{baseDir}' does not exist and cannot be made");
        }
    }

    /// <summary>Feeds the archive to tar, reading along.</summary>
    /// <returns>Whether the archive says what the base directory itself looks like.</returns>
    private static async Task<bool> UnpackAsync(
        PluginCall call, string directory, CancellationToken cancellationToken)
    {
        call.EnlargeInput();
        var hasRoot = false;
        var archive = new ToolInput.Written((tar, stopped) =>
        {
            hasRoot = ReadAlong(new Tee(call, tar, stopped));
            return Task.CompletedTask;
        });
        try
        {
            var exitCode = await TarProgram.ExtractAsync(directory, archive, cancellationToken);
            return exitCode == 0 ? hasRoot : throw TarProgram.Failure(exitCode);
        }
        catch (PluginException e)
        {
            throw new PluginException(e.Exit, $"{e.Message}; nothing was changed");
        }
    }

    private static bool ReadAlong(Tee archive)
    {
        var hasRoot = false;
        var reader = new TarReader(archive, archive.Pass);
        while (reader.Next() is { } member)
        {
            if (member.Fault is { } fault)
                throw new PluginException(PluginExit.Failed, $"the archive holds {fault}");
            hasRoot |= member.IsRoot;
        }

        archive.PassRest();
        return hasRoot;
    }
}
