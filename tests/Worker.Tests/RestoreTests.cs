using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>What comes back is what was stored, or the target is not touched.</summary>
public sealed class RestoreTests(Service service) : IClassFixture<Service>
{
    private const string Target = """{"bytes": 300000, "data": "random", "into": "@/into"}""";

    [Theory]
    [InlineData("dummy", "dummy")]
    [InlineData("dummy1", "dummy1")]
    [InlineData("dummy", "dummy1")]
    [InlineData("dummy1", "dummy")]
    public async Task What_is_restored_is_what_was_backed_up(string target, string store)
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Target, target, store);

        var task = await trial.RestoreAsync(archive);

        Assert.Equal(TaskPhase.Done, task.Status);
        Assert.Equal(300_000, task.BytesDone);
        Assert.Equal(archive.Sha256, Trial.Digest(trial.File("into")));
        await trial.KeptItsSecretAsync(task.Uuid);
    }

    [Fact]
    public async Task A_target_that_stages_is_given_the_archive_in_one_pass()
    {
        InstallStages();
        var trial = service.Try();
        var twoPasses = await trial.BackUpAsync(Target);
        await trial.RestoreAsync(twoPasses);
        var other = service.Try();
        var onePass = await other.BackUpAsync(Target, "dummy-stages");

        var task = await other.RestoreAsync(onePass);

        Assert.Equal(TaskPhase.Done, task.Status);
        Assert.DoesNotContain(task.Lines(), line => line.Contains("reading the archive once", Ordinal));
        Assert.Equal(onePass.Sha256, Trial.Digest(other.File("into")));
    }

    [Fact]
    public async Task An_archive_is_restored_into_another_target()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Target);
        var other = await service.Shield.CreateTargetAsync(trial.Fields("""{"into": "@/elsewhere"}"""));

        var task = await trial.RestoreAsync(archive, other);

        Assert.Equal((TaskPhase.Done, other), (task.Status, task.Target!.Value));
        Assert.Equal(archive.Sha256, Trial.Digest(trial.File("elsewhere")));
        Assert.False(File.Exists(trial.File("into")));
    }

    [Fact]
    public async Task A_restore_into_a_target_that_nobody_knows_is_refused()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Target);

        var refusal = await Assert.ThrowsAsync<ShieldException>(
            () => trial.RestoreAsync(archive, new TargetId(Guid.NewGuid())));

        Assert.Equal(Reason.NotFound, refusal.Reason);
    }

    [Theory]
    [InlineData("dummy", "flip")]
    [InlineData("dummy", "cut")]
    [InlineData("dummy1", "flip")]
    [InlineData("dummy1", "cut")]
    [InlineData("dummy-stages", "flip")]
    [InlineData("dummy-stages", "cut")]
    public async Task A_damaged_archive_becomes_invalid_and_touches_nothing(string plugin, string damage)
    {
        InstallStages();
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Target, plugin);
        Damage(Assert.Single(trial.Blobs), damage);

        var task = await trial.RestoreAsync(archive);

        Assert.Equal(TaskPhase.Failed, task.Status);
        Assert.StartsWith("the archive is damaged: ", task.FailedBecause(), Ordinal);
        var invalid = await trial.ArchiveAsync(archive.Uuid);
        Assert.Equal(ArchiveStatus.Invalid, invalid.Status);
        Assert.StartsWith("the archive is damaged: ", invalid.PurgeReason, Ordinal);
        // What stages has taken it in beside its target, and was told before it could use it.
        if (plugin != "dummy-stages") Assert.False(File.Exists(trial.File("into")));
        var refusal = await Assert.ThrowsAsync<ShieldException>(() => trial.RestoreAsync(archive));
        Assert.Equal(Reason.Conflict, refusal.Reason);
    }

    [Theory]
    [InlineData("dummy")]
    [InlineData("dummy1")]
    public async Task An_archive_that_cannot_be_read_stays_valid_and_touches_nothing(string plugin)
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Target, plugin, plugin);
        var blob = Assert.Single(trial.Blobs);
        File.Move(blob, blob + ".away");

        var task = await trial.RestoreAsync(archive);

        Assert.Equal(TaskPhase.Failed, task.Status);
        Assert.Contains($"plugin '{plugin}' failed to retrieve", task.FailedBecause(), Ordinal);
        Assert.Contains("no such object", task.FailedBecause(), Ordinal);
        Assert.False(File.Exists(trial.File("into")));
        Assert.Equal(ArchiveStatus.Valid, (await trial.ArchiveAsync(archive.Uuid)).Status);

        File.Move(blob + ".away", blob);
        Assert.Equal(TaskPhase.Done, (await trial.RestoreAsync(archive)).Status);
    }

    [Theory]
    [InlineData("dummy", """{"restore": {"exit": 3}}""", "exit 3")]
    [InlineData("dummy1", """{"restore": {"exit": 3}}""", "exit 3")]
    [InlineData("dummy", """{"restore": {"read_bytes": 1000, "then": "die"}}""", "ended by signal 9")]
    [InlineData("dummy1", """{"restore": {"read_bytes": 1000, "then": "die"}}""", "ended by signal 9")]
    [InlineData("dummy", """{"restore": {"read_bytes": 1000}}""", "given the whole archive")]
    [InlineData("dummy1", """{"restore": {"read_bytes": 1000}}""", "given the whole archive")]
    public async Task A_target_that_fails_in_mid_restore_is_said_to_be_half_written(
        string plugin, string fields, string reason)
    {
        var trial = service.Try();
        var target = trial.Fields(fields);
        target["bytes"] = 300_000;
        var archive = await trial.BackUpAsync(target.ToJsonString(), plugin);

        var task = await trial.RestoreAsync(archive);

        Assert.Equal(TaskPhase.Failed, task.Status);
        Assert.Contains(reason, task.FailedBecause(), Ordinal);
        Assert.Contains("the target may be half-written: restore it again", task.Lines());
        Assert.Equal(ArchiveStatus.Valid, (await trial.ArchiveAsync(archive.Uuid)).Status);
        await trial.KeptItsSecretAsync(task.Uuid);
    }

    [Theory]
    [InlineData("dummy", """{"retrieve": {"die": "end"}}""", "ended by signal 9")]
    [InlineData("dummy1", """{"retrieve": {"exit": 4}}""", "exit 4")]
    public async Task A_retrieve_that_dies_leaves_the_target_untouched_and_the_archive_valid(
        string plugin, string store, string reason)
    {
        var trial = service.Try();
        await trial.RunAsync(Target, store, plugin, plugin);
        var archive = Assert.Single(await trial.ArchivesAsync());

        var task = await trial.RestoreAsync(archive);

        Assert.Contains($"plugin '{plugin}' failed to retrieve", task.FailedBecause(), Ordinal);
        Assert.Contains(reason, task.FailedBecause(), Ordinal);
        Assert.False(File.Exists(trial.File("into")));
        Assert.Equal(ArchiveStatus.Valid, (await trial.ArchiveAsync(archive.Uuid)).Status);
    }

    [Fact]
    public async Task An_archive_that_was_deleted_is_not_restored()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Target);
        await trial.DeleteAsync(archive);

        var refusal = await Assert.ThrowsAsync<ShieldException>(() => trial.RestoreAsync(archive));

        Assert.Equal(Reason.Conflict, refusal.Reason);
        Assert.Contains("tests want it gone", refusal.Message, Ordinal);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private void InstallStages() => service.Install(
        "dummy-stages", File.ReadAllText(Path.Combine(Repository.Root, "tests", "DummyPlugin", "dummy")));

    private static void Damage(string blob, string how)
    {
        using var file = File.Open(blob, FileMode.Open, FileAccess.ReadWrite);
        if (how == "cut")
        {
            file.SetLength(file.Length - 1);
            return;
        }

        file.Position = file.Length / 2;
        var old = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(old ^ 1));
    }
}
