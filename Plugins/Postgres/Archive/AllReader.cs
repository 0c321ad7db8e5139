using System.Formats.Tar;
using System.Text;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>Reads an archive of all databases, in its order.</summary>
internal sealed class AllReader(Stream input) : IDisposable
{
    private const int TextBytesMax = 64 * 1024 * 1024;

    private readonly TarReader _tar = new(input, leaveOpen: true);
    private readonly RunningDigest _head = new();
    private readonly List<Digest> _digests = [];
    private TarEntry? _ahead;

    /// <exception cref="PluginException">It is not at the beginning, as it has to be.</exception>
    public Manifest ReadManifest()
    {
        byte[] text;
        try
        {
            text = ReadWhole(Manifest.FileName);
        }
        catch (PluginException)
        {
            throw Manifest.NoArchive();
        }

        Count(text);
        return Manifest.Parse(Encoding.UTF8.GetString(text));
    }

    public Globals ReadGlobals()
    {
        var text = ReadWhole(Manifest.GlobalsName);
        Count(text);
        Add(_head.End());
        return Globals.Parse(Encoding.UTF8.GetString(text));
    }

    /// <summary>The dump of the next database; to be read to its end before anything else is.</summary>
    public PartsStream ReadDump() => new(this, _digests.Count - 1);

    /// <summary>Reads to the end, and makes sure that what went through is what was written.</summary>
    /// <exception cref="PluginException">The archive is cut or damaged.</exception>
    public void ReadEnd()
    {
        var expected = Digest.Parse(Encoding.UTF8.GetString(ReadWhole(Manifest.EndName))) ?? throw Damaged();
        if (!expected.SequenceEqual(_digests)) throw Damaged();
        if (Guarded(() => _tar.GetNextEntry()) is not null) throw Damaged();
        input.CopyTo(Stream.Null);
    }

    public void Dispose()
    {
        _tar.Dispose();
        _head.Dispose();
    }

    /// <summary>The next member, if it is that one.</summary>
    internal TarEntry? Next(string name)
    {
        _ahead ??= Guarded(() => _tar.GetNextEntry()) ?? throw Cut();
        if (_ahead.Name != name) return null;
        var entry = _ahead;
        _ahead = null;
        return entry;
    }

    internal void Add(Digest digest) => _digests.Add(digest);

    /// <summary>The reader of .NET has its own words for what is cut.</summary>
    internal static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (EndOfStreamException)
        {
            throw Cut();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or ArgumentException)
        {
            throw Damaged();
        }
    }

    private static PluginException Cut() => new(PluginExit.Failed, "the archive is cut short");

    private static PluginException Damaged() => new(PluginExit.Failed, "the archive is damaged");

    private void Count(byte[] text)
    {
        _head.BeginPart();
        _head.Add(text);
    }

    private byte[] ReadWhole(string name)
    {
        var entry = Next(name) ?? throw Damaged();
        if (entry.Length > TextBytesMax || entry.DataStream is not { } data) throw Damaged();
        using var text = new MemoryStream();
        Guarded(() =>
        {
            data.CopyTo(text);
            return true;
        });
        return text.Length == entry.Length ? text.ToArray() : throw Cut();
    }
}
