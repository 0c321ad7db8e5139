using Shield.Domain;

namespace Shield.Silo.Hosting.Tests;

public sealed class HomeFolderTests
{
    [Fact]
    public void A_home_is_made_for_its_owner_alone()
    {
        using var folder = new TempFolder();
        using var home = HomeFolder.Open(folder.File("a/b"));

        Assert.All((string[])[home.Path, home.RunFolder, home.KeysFolder], path => Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(path)));
        Assert.Equal(folder.File("a/b/catalog.db"), home.CatalogFile);
    }

    [Fact]
    public void A_second_program_with_the_same_home_is_refused_in_one_line()
    {
        using var folder = new TempFolder();
        using var first = HomeFolder.Open(folder.Path);

        var refusal = Assert.Throws<ShieldException>(() => HomeFolder.Open(folder.Path));

        Assert.Equal(Reason.Conflict, refusal.Reason);
        Assert.Equal($"another shieldd or shield-agent is running with SHIELD_HOME {folder.Path}", refusal.Message);
    }

    [Fact]
    public void A_home_is_free_again_when_its_program_has_ended()
    {
        using var folder = new TempFolder();
        HomeFolder.Open(folder.Path).Dispose();

        using var second = HomeFolder.Open(folder.Path);

        Assert.Equal(folder.Path, second.Path);
    }

    [Fact]
    public void A_home_that_cannot_be_made_is_refused_in_one_line()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("file"), "");

        var refusal = Assert.Throws<ShieldException>(() => HomeFolder.Open(folder.File("file/home")));

        Assert.Equal(Reason.Unavailable, refusal.Reason);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
