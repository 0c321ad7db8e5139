using System.Formats.Tar;

namespace Shield.Plugins.Fs.Tests;

/// <summary>Archives made to write outside the base directory.</summary>
/// <remarks>Members are written as "file NAME", "symlink NAME TO" and "hardlink NAME TO", parted by
/// semicolons; OUTSIDE stands for the absolute path of a folder beside the base directory.</remarks>
public sealed class HostileArchiveTests : IDisposable
{
    private const int LongerThanAHeader = 120;
    private readonly Sandbox _box = new();

    [Theory]
    [InlineData("file ../outside/evil")]
    [InlineData("file a/../../outside/evil")]
    [InlineData("file OUTSIDE/evil")]
    [InlineData("file LONG/../../outside/evil")]
    [InlineData("symlink out ../outside; file out/evil")]
    [InlineData("symlink out OUTSIDE; file out/evil")]
    [InlineData("symlink a .; symlink b a/../outside; file b/evil")]
    [InlineData("hardlink hard ../outside/kept; file hard")]
    [InlineData("hardlink hard OUTSIDE/kept; file hard")]
    [InlineData("symlink s OUTSIDE/kept; hardlink h s; file s; file h")]
    public void Nothing_outside_the_base_directory_is_touched(string members)
    {
        foreach (var format in new[] { TarEntryFormat.Pax, TarEntryFormat.Gnu })
        {
            _box.Good("", "rm -rf tree outside; mkdir tree outside; printf kept > outside/kept");
            Write(members, format);

            _box.Run(
            _box.Endpoint("tree"), """ "$fs" restore -e "$endpoint" < archive """);

            Assert.Equal("kept\nkept", _box.Good("", "ls -A outside; cat outside/kept"));
            Assert.Equal("outside\ntree", _box.Good("", "rm -f archive; ls -A"));
        }
    }

    [Theory]
    [InlineData("file ok; file ../outside/evil")]
    [InlineData("file ok; file /etc/evil")]
    [InlineData("file ok; hardlink hard /etc/passwd")]
    public void An_archive_that_leads_out_is_refused_whole(string members)
    {
        _box.Good("", "mkdir tree");
        Write(members, TarEntryFormat.Pax);

        var (exit, _, errors) = _box.Run(
            _box.Endpoint("tree"), """ "$fs" restore -e "$endpoint" < archive """);

        Assert.Equal(4, exit);
        Assert.Contains("leads out of the directory; nothing was changed", errors, StringComparison.Ordinal);
        Assert.Empty(_box.Good("", "ls -A tree"));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public void A_link_that_stands_in_the_tree_is_not_followed(string exact)
    {
        _box.Good(_box.Endpoint("source"), """
            mkdir -p source/d outside tree; printf new > source/d/file; printf kept > outside/file
            "$fs" backup -e "$endpoint" > archive
            ln -s ../outside tree/d
            """);

        _box.Good(
            _box.Endpoint("tree", e => e["exact"] = bool.Parse(exact)),
            """ "$fs" restore -e "$endpoint" < archive """);

        Assert.Equal("kept new", _box.Good("", "paste -d ' ' outside/file tree/d/file"));
    }

    [Fact]
    public void A_link_at_the_end_of_a_name_is_replaced_and_not_written_through()
    {
        _box.Good(_box.Endpoint("source"), """
            mkdir -p source outside tree; printf new > source/file; printf kept > outside/file
            "$fs" backup -e "$endpoint" > archive
            ln -s ../outside/file tree/file
            """);

        _box.Good(_box.Endpoint("tree"), """ "$fs" restore -e "$endpoint" < archive """);

        Assert.Equal("kept new", _box.Good("", "paste -d ' ' outside/file tree/file"));
    }

    public void Dispose() => _box.Dispose();

    private void Write(string members, TarEntryFormat format)
    {
        using var archive = new TarWriter(File.Create(_box.PathOf("archive")), format, leaveOpen: false);
        var meant = members
            .Replace("OUTSIDE", _box.PathOf("outside"), StringComparison.Ordinal)
            .Replace("LONG", new string('n', LongerThanAHeader), StringComparison.Ordinal);
        foreach (var member in meant.Split("; "))
        {
            var words = member.Split(' ', 2);
            // The path of the sandbox has spaces in it; what comes before the last word or path is the name.
            var parts = words[0] == "file" ? [words[1]] : words[1].Split(' ', 2);
            archive.WriteEntry(Entry(format, words[0], parts));
        }
    }

    private static TarEntry Entry(TarEntryFormat format, string kind, string[] parts)
    {
        var type = kind switch
        {
            "file" => TarEntryType.RegularFile,
            "symlink" => TarEntryType.SymbolicLink,
            _ => TarEntryType.HardLink,
        };
        TarEntry entry = format == TarEntryFormat.Pax
            ? new PaxTarEntry(type, parts[0])
            : new GnuTarEntry(type, parts[0]);
        if (type == TarEntryType.RegularFile) entry.DataStream = new MemoryStream("evil"u8.ToArray());
        else entry.LinkName = parts[1];
        return entry;
    }
}
