namespace Shield.Plugins.Sdk.Tests;

public sealed class PluginFolderTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private readonly string _root = Directory.CreateTempSubdirectory("shield plugins ").FullName;
    private readonly string _first;
    private readonly string _second;

    public PluginFolderTests()
    {
        _first = Directory.CreateDirectory(Path.Join(_root, "first")).FullName;
        _second = Directory.CreateDirectory(Path.Join(_root, "second")).FullName;
    }

    [Fact]
    public void The_first_folder_that_has_a_name_decides()
    {
        Put(_second, "both");
        Put(_first, "both");
        Put(_second, "other");

        Assert.Equal(Path.Join(_first, "both"), Found("both"));
        Assert.Equal(Path.Join(_second, "other"), Found("other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("/bin/sh")]
    [InlineData("Redis")]
    [InlineData(".hidden")]
    [InlineData("-e")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("é")]
    public void A_name_outside_the_rule_is_refused(string name) =>
        Assert.Contains("name", Refused(name), Ordinal);

    [Fact]
    public void A_name_has_at_most_64_characters()
    {
        Put(_first, new string('a', 64));
        Put(_first, new string('a', 65));

        Assert.EndsWith(new string('a', 64), Found(new string('a', 64)), Ordinal);
        Assert.Contains("64", Refused(new string('a', 65)), Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_said_with_the_folders() =>
        Assert.Equal($"there is no plugin 'x' in {_first}, {_second}", Refused("x"));

    [Fact]
    public void A_file_that_cannot_be_executed_is_refused()
    {
        File.WriteAllText(Path.Join(_first, "x"), "");

        Assert.Contains("is not executable", Refused("x"), Ordinal);
    }

    [Fact]
    public void A_folder_is_refused()
    {
        Directory.CreateDirectory(Path.Join(_first, "x"));

        Assert.Contains("is a folder", Refused("x"), Ordinal);
    }

    [Fact]
    public void A_link_may_end_in_any_of_the_folders_and_is_called_by_its_own_name()
    {
        Put(_second, "real");
        File.CreateSymbolicLink(Path.Join(_first, "link"), "../second/real");

        Assert.Equal(Path.Join(_first, "link"), Found("link"));
    }

    [Fact]
    public void A_link_that_ends_outside_is_refused()
    {
        File.CreateSymbolicLink(Path.Join(_first, "x"), "/bin/sh");

        Assert.Contains("ends outside", Refused("x"), Ordinal);
    }

    [Fact]
    public void A_link_into_a_folder_with_a_similar_name_is_refused()
    {
        Put(Directory.CreateDirectory(_first + "-more").FullName, "real");
        File.CreateSymbolicLink(Path.Join(_first, "x"), "../first-more/real");

        Assert.Contains("ends outside", Refused("x"), Ordinal);
    }

    [Fact]
    public void A_link_that_ends_nowhere_is_refused()
    {
        File.CreateSymbolicLink(Path.Join(_first, "x"), "nowhere");

        Assert.Contains("ends nowhere", Refused("x"), Ordinal);
    }

    [Fact]
    public void A_configured_folder_may_itself_be_a_link()
    {
        Put(_first, "x");
        Directory.CreateSymbolicLink(Path.Join(_root, "link"), _first);

        var found = new PluginFolder([Path.Join(_root, "link")]).Find("x");

        Assert.Equal(Path.Join(_first, "x"), Assert.IsType<Verdict<PluginFile>.Good>(found).Value.RealPath);
    }

    [Fact]
    public void The_list_has_every_usable_plugin_once_by_name()
    {
        Put(_second, "b");
        Put(_first, "b");
        Put(_first, "c");
        Put(_second, "a");
        File.WriteAllText(Path.Join(_first, "README.md"), "");
        File.WriteAllText(Path.Join(_first, "notes"), "");

        var folders = new PluginFolder([_first, _second, Path.Join(_root, "missing")]);

        Assert.Equal(["a", "b", "c"], folders.List().Select(p => p.Name));
    }

    [Fact]
    public void A_relative_folder_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => new PluginFolder(["plugins"]));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static StringComparison Ordinal => StringComparison.Ordinal;

    private static void Put(string folder, string name)
    {
        var path = Path.Join(folder, name);
        File.WriteAllText(path, "#!/bin/sh\n");
        File.SetUnixFileMode(path, Executable);
    }

    private string Found(string name) =>
        Assert.IsType<Verdict<PluginFile>.Good>(new PluginFolder([_first, _second]).Find(name)).Value.Path;

    private string Refused(string name) =>
        Assert.IsType<Verdict<PluginFile>.Bad>(new PluginFolder([_first, _second]).Find(name)).Reason;
}
