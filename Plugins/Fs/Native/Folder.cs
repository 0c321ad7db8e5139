using System.Buffers.Binary;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Native;

/// <summary>An open folder. What is done in it stays in it, whatever happens to the path that led
/// there.</summary>
internal sealed class Folder : IDisposable
{
    private const int EntriesBufferBytes = 32 * 1024;
    private const int EntryNameOffset = 19;
    private int _descriptor;

    private Folder(int descriptor) => _descriptor = descriptor;

    public int Descriptor => _descriptor;

    /// <summary>Opens the folder at a path that an endpoint names; links in it are followed, as its author
    /// meant.</summary>
    public static Folder Open(string path)
    {
        var opened = Libc.OpenAt(
            Flags.CurrentFolder, FileName.Of(path), Flags.MustBeFolder | Flags.CloseOnExec, 0);
        if (opened >= 0) return new Folder(opened);
        throw Errno.Last switch
        {
            Errno.NoEntry => new PluginException(PluginExit.Failed, $"'{path}' does not exist"),
            Errno.NotAFolder => new PluginException(PluginExit.Failed, $"'{path}' is not a directory"),
            _ => Errno.Failure($"open '{path}'"),
        };
    }

    /// <summary>Opens a folder in this one.</summary>
    /// <returns>Null when there is none; a link is none.</returns>
    public Folder? Enter(byte[] name)
    {
        var opened = Libc.OpenAt(
            _descriptor, name, Flags.MustBeFolder | Flags.NoFollow | Flags.CloseOnExec, 0);
        if (opened >= 0) return new Folder(opened);
        return Errno.Last is Errno.NoEntry or Errno.NotAFolder or Errno.TooManyLinks
            ? null
            : throw Errno.Failure($"open '{FileName.Text(name)}'");
    }

    /// <summary>Makes a folder where none is yet.</summary>
    /// <returns>False when this folder itself has been removed meanwhile.</returns>
    public bool Make(byte[] name, uint mode) =>
        Libc.MakeFolderAt(_descriptor, name, mode) == 0 || Errno.Last switch
        {
            Errno.Exists => true,
            Errno.NoEntry => false,
            _ => throw Errno.Failure($"make '{FileName.Text(name)}'"),
        };

    /// <summary>The names in this folder, without . and .., in no order.</summary>
    public List<byte[]> Names()
    {
        var names = new List<byte[]>();
        var buffer = new byte[EntriesBufferBytes];
        if (Libc.Seek(_descriptor, 0, 0) != 0) throw Errno.Failure("read a directory");
        for (int filled; (filled = ReadEntries(buffer)) > 0;)
        {
            for (var at = 0; at < filled;)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + 16));
                var name = buffer.AsSpan(at + EntryNameOffset, length - EntryNameOffset);
                name = name[..name.IndexOf((byte)0)];
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8)) names.Add(FileName.Of(name));
                at += length;
            }
        }

        return names;
    }

    public Status? StatusOf(byte[] name) => Status.Of(_descriptor, name);

    public void Sync()
    {
        if (Libc.Sync(_descriptor) != 0) throw Errno.Failure("flush a directory to the disk");
    }

    public void Dispose()
    {
        if (_descriptor >= 0) _ = Libc.Close(_descriptor);
        _descriptor = -1;
    }

    private unsafe int ReadEntries(byte[] buffer)
    {
        fixed (byte* bytes = buffer)
        {
            var filled = Libc.ReadEntries(_descriptor, bytes, (nuint)buffer.Length);
            return filled >= 0 ? (int)filled : throw Errno.Failure("read a directory");
        }
    }
}
