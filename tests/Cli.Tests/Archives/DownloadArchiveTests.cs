using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Shield.Cli.Tests.Archives;

public sealed class DownloadArchiveTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;
    private const string Download = $"GET /v1/archive/{Samples.ArchiveId}/download";
    private const string Content = "what was backed up";

    private readonly string _folder = Directory.CreateTempSubdirectory("shield-test-").FullName;

    private string Saved => Path.Combine(_folder, "docs.tar");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_archive_is_saved_for_its_owner_alone_and_nothing_else_is_left()
    {
        await using var core = await StartAsync();
        core.On(Download, Content);

        var ran = await Shell.At(core).RunAsync($"download archive {Samples.ArchiveId} --to {Saved}");

        Assert.Equal((0, ""), (ran.Exit, ran.Out));
        Assert.Equal(Content, await File.ReadAllTextAsync(Saved));
        Assert.True(IsMine(Saved));
        Assert.Equal([Saved], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task With_a_dash_the_very_bytes_are_printed()
    {
        await using var core = await StartAsync();
        core.On(Download, Content);

        var ran = await Shell.At(core).RunAsync($"download archive {Samples.ArchiveId} --to -");

        Assert.Equal((0, "", ""), (ran.Exit, ran.Out, ran.Error));
        Assert.Equal(Content, Encoding.UTF8.GetString(ran.Bytes));
    }

    [Fact]
    public async Task On_a_terminal_it_says_how_much_has_come()
    {
        await using var core = await StartAsync();
        core.On(Download, Content);
        var terminal = Shell.TerminalAt(core);
        terminal.Environment.Remove("NO_COLOR");

        var ran = await terminal.RunAsync($"download archive {Samples.ArchiveId} --to {Saved}");

        Assert.Contains("18 bytes of 18 bytes (100 %)", ran.Out, Ordinal);
        Assert.EndsWith("\r\u001b[2K", ran.Out, Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" --yes")]
    public async Task What_is_there_is_overwritten_only_with_a_yes(string yes)
    {
        await using var core = await StartAsync();
        core.On(Download, Content);
        await File.WriteAllTextAsync(Saved, "mine");

        var ran = await Shell.At(core).RunAsync($"download archive {Samples.ArchiveId} --to {Saved}{yes}");

        Assert.Equal(yes.Length == 0 ? 1 : 0, ran.Exit);
        Assert.Equal(yes.Length == 0 ? "mine" : Content, await File.ReadAllTextAsync(Saved));
        Assert.Equal(yes.Length > 0, core.Lines.Contains(Download));
        Assert.Equal([Saved], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("other")]
    [InlineData("short")]
    public async Task What_does_not_come_whole_is_a_failure_and_leaves_no_file(string fault)
    {
        await using var core = await StartAsync();
        var begin = Content[..5];
        if (fault == "cut") core.Cut(Download, begin);
        else core.On(Download, fault == "short" ? begin : Content.ToUpperInvariant());
        await File.WriteAllTextAsync(Saved, "mine");

        var ran = await Shell.At(core).RunAsync($"download archive {Samples.ArchiveId} --to {Saved} --yes");

        Assert.Equal(1, ran.Exit);
        Assert.Contains("nothing of it is to be used", ran.Error, Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Saved));
        Assert.Equal([Saved], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task What_is_printed_and_does_not_come_whole_is_a_failure_too()
    {
        await using var core = await StartAsync();
        core.Cut(Download, "what");

        var ran = await Shell.At(core).RunAsync($"download archive {Samples.ArchiveId} --to -");

        Assert.Equal(1, ran.Exit);
        Assert.Contains("broke off", ran.Error, Ordinal);
    }

    [Fact]
    public async Task A_refusal_leaves_no_file_and_says_why()
    {
        await using var core = await StartAsync();
        core.Refuse(Download, 409, """{"status":409,"detail":"the store has lost it"}""");

        var ran = await Shell.At(core).RunAsync($"download archive {Samples.ArchiveId} --to {Saved}");

        Assert.Equal(1, ran.Exit);
        Assert.Contains("the store has lost it", ran.Error, Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Where_to_must_be_said_and_be_a_file()
    {
        await using var core = await StartAsync();

        Assert.Equal(2, (await Shell.At(core).RunAsync($"download archive {Samples.ArchiveId}")).Exit);
        var ran = await Shell.At(core).RunAsync($"download archive {Samples.ArchiveId} --to {_folder}");
        Assert.Equal(1, ran.Exit);
        Assert.Contains("it is a folder", ran.Error, Ordinal);
        ran = await Shell.At(core).RunAsync($"download archive {Samples.ArchiveId} --to {Saved}/no/such");
        Assert.Equal(1, ran.Exit);
        Assert.Contains("cannot write", ran.Error, Ordinal);
    }

    private static bool IsMine(string path) =>
        OperatingSystem.IsWindows()
        || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>A core with an archive of this content.</summary>
    private static async Task<FakeCore> StartAsync()
    {
        var core = await FakeCore.StartAsync();
        var archive = JsonNode.Parse(Samples.Archive)!;
        archive["size_bytes"] = Content.Length;
        archive["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content)));
        return core.On($"GET /v1/archive/{Samples.ArchiveId}", archive.ToJsonString());
    }
}
