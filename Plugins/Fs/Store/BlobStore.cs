using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Store;

/// <summary>A folder of blobs, one file for each archive.</summary>
internal static class BlobStore
{
    private const int SendBytes = 1 << 20;
    private const UnixFileMode Private =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static async Task<StoredObject> StoreAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var root = OpenOrMake(call.Endpoint.RequiredAbsolutePath(FsFields.BaseDir));
        using var blob = BlobWriter.Begin(root, mayBeUnnamed: true);
        call.EnlargeInput();
        var (bytes, sha256) = await HashedCopy.RunAsync(call.Input, blob.Descriptor, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var key = BlobKey.Make(call.Clock.GetUtcNow(), call.ArchiveUuid ?? Guid.NewGuid());
        blob.Publish(key);
        return new StoredObject(key.Text, bytes, sha256);
    }

    public static void Retrieve(PluginCall call, string keyText, CancellationToken cancellationToken)
    {
        var key = BlobKey.Parse(keyText);
        using var root = Folder.Open(call.Endpoint.RequiredAbsolutePath(FsFields.BaseDir));
        using var path = BlobFolders.Open(root, key.Folders, makeMode: null) ?? throw Unknown();
        // Without O_NONBLOCK a FIFO in the place of a blob would hang the call for ever.
        var blob = Libc.OpenAt(
            path.Last.Descriptor, key.Name,
            Flags.ReadOnly | Flags.NoFollow | Flags.NonBlocking | Flags.CloseOnExec, 0);
        if (blob < 0)
        {
            throw Errno.Last is Errno.NoEntry or Errno.TooManyLinks
                ? Unknown()
                : Errno.Failure("open the blob");
        }

        try
        {
            if (!Status.Of(blob).IsRegular) throw Unknown();
            call.EnlargeOutput();
            Send(blob, call.Output, cancellationToken);
        }
        finally
        {
            _ = Libc.Close(blob);
        }
    }

    public static void Purge(PluginCall call, string keyText)
    {
        var key = BlobKey.Parse(keyText);
        var baseDir = call.Endpoint.RequiredAbsolutePath(FsFields.BaseDir);
        using var root = Folder.Open(baseDir);
        using (var path = BlobFolders.Open(root, key.Folders, makeMode: null))
        {
            if (path is null || path.Last.StatusOf(key.Name) is not { } status) return;
            if (!status.IsRegular)
                throw new PluginException(PluginExit.Failed, "the key does not name a blob");
            if (Libc.UnlinkAt(path.Last.Descriptor, key.Name, 0) != 0 && Errno.Last != Errno.NoEntry)
                throw Errno.Failure("remove the blob");
            path.Last.Sync();
        }

        BlobFolders.Prune(root, key);
    }

    public static void Validate(PluginCall call)
    {
        var baseDir = call.Endpoint.RequiredAbsolutePath(FsFields.BaseDir);
        var nearest = baseDir;
        while (!Path.Exists(nearest)) nearest = Path.GetDirectoryName(nearest.TrimEnd('/')) ?? "/";
        using var root = Folder.Open(nearest);
        BlobWriter.Begin(root, mayBeUnnamed: true).Dispose();
        var free = new DriveInfo(nearest).AvailableFreeSpace >> 20;
        call.Say(nearest == baseDir
            ? $"'{baseDir}' can be written to; {free} MiB are free"
            : $"'{baseDir}' will be made when the first archive is stored; {free} MiB are free");
    }

    private static PluginException Unknown() => new(PluginExit.Failed, "there is no blob with this key");

    private static Folder OpenOrMake(string baseDir)
    {
        try
        {
            // A link that ends in a folder is one; whatever else is wrong, opening it says better.
            if (!Path.Exists(baseDir)) Directory.CreateDirectory(baseDir, Private);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(PluginExit.Failed, $"'{baseDir}' does not exist and cannot be made");
        }

        return Folder.Open(baseDir);
    }

    private static unsafe void Send(int blob, Stream output, CancellationToken cancellationToken)
    {
        // The kernel moves the bytes itself; only a few kinds of output cannot take them that way.
        for (nint sent; (sent = Libc.SendFile(1, blob, 0, SendBytes)) != 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (sent > 0 || Errno.Last == Errno.Interrupted) continue;
            if (Errno.Last == Errno.BrokenPipe) throw new IOException("broken pipe", Errno.BrokenPipe);
            if (Errno.Last is not (Errno.InvalidArgument or Errno.NotImplemented))
                throw Errno.Failure("write the blob to standard output");
            Copy(blob, output, cancellationToken);
            return;
        }
    }

    private static unsafe void Copy(int blob, Stream output, CancellationToken cancellationToken)
    {
        var buffer = new byte[SendBytes];
        fixed (byte* bytes = buffer)
        {
            for (nint read; (read = Libc.Read(blob, bytes, buffer.Length)) != 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (read < 0) throw Errno.Failure("read the blob");
                output.Write(buffer, 0, (int)read);
            }
        }
    }
}
