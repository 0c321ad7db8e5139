using System.Text;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>Reads the table of contents that a custom archive of pg_dump begins with: enough to know, before
/// anything is made, which database it holds and what it needs.</summary>
/// <remarks>The format is in the source of PostgreSQL: ReadHead and ReadToc in
/// src/bin/pg_dump/pg_backup_archiver.c.</remarks>
internal sealed class TocReader(HeadReader head)
{
    private const int CustomFormat = 1;
    private const int EntriesMax = 50_000_000;
    private const int TextBytesMax = 64 * 1024 * 1024;

    /// <summary>What later versions of PostgreSQL will write is not known.</summary>
    private static readonly (int Major, int Minor) Newest = (1, 16);

    /// <summary>Archives up to this one are in the tests.</summary>
    private const int SureMinor = 14;

    /// <summary>PostgreSQL 9.0 and older are as good as extinct.</summary>
    private static readonly (int Major, int Minor) Oldest = (1, 12);

    private (int Major, int Minor) _version;
    private int _intBytes;
    private int _offsetBytes;

    /// <summary>Reads it.</summary>
    /// <returns>Null where the format is not known: then only pg_restore can tell.</returns>
    /// <exception cref="PluginException">It is no such archive, or is cut short.</exception>
    public Toc? Read()
    {
        if (!head.Bytes(5).SequenceEqual("PGDMP"u8))
            throw new PluginException(
                PluginExit.Failed, "the input is not an archive of pg_dump's custom format");
        _version = (head.Byte(), head.Byte());
        head.Byte();
        if (_version.CompareTo(Newest) > 0 || _version.CompareTo(Oldest) < 0) return null;
        try
        {
            return ReadEntries();
        }
        catch (PluginException) when (_version.Minor > SureMinor)
        {
            return null;
        }
    }

    private static PluginException Damaged() =>
        new(PluginExit.Failed, "the archive is damaged in its table of contents");

    private Toc ReadEntries()
    {
        _intBytes = head.Byte();
        _offsetBytes = head.Byte();
        if (head.Byte() != CustomFormat || _intBytes is < 1 or > 8 || _offsetBytes is < 1 or > 8)
            throw Damaged();
        if (_version.Minor >= 15) head.Byte();
        else Number();
        for (var part = 0; part < 7; part++) Number();
        var database = Text() ?? "";
        var toc = new TocBuilder(database, Text() ?? "", Text() ?? "");
        var count = Number();
        if (count is < 0 or > EntriesMax) throw Damaged();
        for (var entry = 0L; entry < count; entry++) toc.Add(Entry());
        return toc.Build();
    }

    private TocEntry Entry()
    {
        Number();
        Number();
        Text();
        Text();
        var tag = Text() ?? "";
        var kind = Text() ?? "";
        Number();
        var definition = Text() ?? "";
        Text();
        Text();
        Text();
        var tablespace = Text();
        if (_version.Minor >= 14) Text();
        if (_version.Minor >= 16) Number();
        var owner = Text();
        Text();
        while (Text() is not null)
        {
        }

        head.Bytes(1 + _offsetBytes);
        return new TocEntry(tag, kind, definition, owner, tablespace);
    }

    /// <summary>A sign, and the digits from the smallest.</summary>
    private long Number()
    {
        var isNegative = head.Byte() != 0;
        long number = 0;
        for (var place = 0; place < _intBytes; place++) number |= (long)head.Byte() << (8 * place);
        return isNegative ? -number : number;
    }

    private string? Text()
    {
        var length = Number();
        if (length < 0) return null;
        return length <= TextBytesMax
            ? Encoding.UTF8.GetString(head.Bytes((int)length))
            : throw Damaged();
    }
}
