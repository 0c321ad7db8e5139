using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Silo.Hosting.Keys;

namespace Shield.Silo.Hosting.Tests.Keys;

public sealed class KeyBackupTests : IDisposable
{
    private const string Phrase = "correct horse battery";

    private readonly TempFolder _old = new();
    private readonly TempFolder _new = new();
    private readonly TempFolder _elsewhere = new();

    private string Backup => _elsewhere.File("keys.backup");

    public void Dispose()
    {
        _old.Dispose();
        _new.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void What_was_sealed_opens_with_the_keys_of_the_backup()
    {
        var (closed, line) = Make();

        KeyBackup.Restore(_new.Path, Backup, Phrase);

        using var keys = KeyRing.Open(_new.Path);
        Assert.Equal("""{"a":"b"}""", keys.Open(closed).Json);
        Assert.Equal(line, keys.Core.PublicLine);
        Assert.All(
            Directory.GetFiles(_new.Path).Append(Backup),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void The_backup_shows_nothing_of_the_keys()
    {
        Make();
        var backup = File.ReadAllText(Backup);

        Assert.DoesNotContain("PRIVATE", backup, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllText(_old.File("seal.key")).TrimEnd(), backup, StringComparison.Ordinal);
        Assert.DoesNotContain(Phrase, backup, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_passphrase_and_every_changed_line_are_refused_and_leave_no_key()
    {
        Make();
        var whole = File.ReadAllText(Backup);
        var lines = whole.Split('\n');
        string[] damaged =
        [
            "", "shield-keys 2" + whole[13..], whole.Replace("600000", "600001", StringComparison.Ordinal),
            whole.Replace(lines[2], lines[2][..^2] + "A=", StringComparison.Ordinal), whole[..^9],
        ];

        Assert.Throws<ShieldException>(() => KeyBackup.Restore(_new.Path, Backup, "wrong horse battery"));
        foreach (var text in damaged)
        {
            File.WriteAllText(Backup, text);
            Assert.Equal(
                Reason.Invalid,
                Assert.Throws<ShieldException>(() => KeyBackup.Restore(_new.Path, Backup, Phrase)).Reason);
        }

        Assert.Empty(Directory.GetFiles(_new.Path));
    }

    [Fact]
    public void Keys_that_are_there_already_stay_and_others_are_not_replaced()
    {
        Make();
        KeyBackup.Restore(_old.Path, Backup, Phrase);
        using (var other = KeyRing.Open(_new.Path)) _ = other.Core;
        var before = File.ReadAllText(_new.File("seal.key"));

        var refusal = Assert.Throws<ShieldException>(() => KeyBackup.Restore(_new.Path, Backup, Phrase));

        Assert.Equal(Reason.Conflict, refusal.Reason);
        Assert.Equal(before, File.ReadAllText(_new.File("seal.key")));
    }

    [Fact]
    public void A_short_passphrase_and_a_file_that_is_there_are_refused()
    {
        Make();

        Assert.Equal(Reason.Conflict, Assert.Throws<ShieldException>(
            () => KeyBackup.Write(_old.Path, Backup, Phrase)).Reason);
        Assert.Equal(Reason.Invalid, Assert.Throws<ShieldException>(
            () => KeyBackup.Write(_old.Path, _elsewhere.File("other"), "short")).Reason);
    }

    private (SealedEndpoint Closed, string PublicLine) Make()
    {
        using var keys = KeyRing.Open(_old.Path);
        var made = (keys.Seal(EndpointConfig.Parse("""{"a":"b"}""")!), keys.Core.PublicLine);
        KeyBackup.Write(_old.Path, Backup, Phrase);
        return made;
    }
}
