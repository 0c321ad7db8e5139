using System.Security.Cryptography;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Grains.Workers;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>What is handed out is what was stored, or it does not look whole.</summary>
public sealed class DownloadTests(Service service) : IClassFixture<Service>
{
    private const StringComparison Ordinal = StringComparison.Ordinal;
    private const string Large = """{"bytes": 3000000, "data": "random"}""";
    private const string Small = """{"bytes": 1000, "data": "random"}""";

    private const string Telling = """
        #!/bin/bash
        case $1 in
          info) echo '{"name":"Tell","author":"A stranger","version":"1","protocol":2,
            "features":{"target":"no","store":"yes"},
            "fields":[{"mode":"store","name":"password","type":"password"}]}' ;;
          store) cat > /dev/null; echo '{"key": "a key"}' ;;
          retrieve) echo "I was told $(cat "$SHIELD_ENDPOINT_FILE")" >&2; exit 4 ;;
        esac
        """;

    [Theory]
    [InlineData("dummy", Large)]
    [InlineData("dummy1", Large)]
    [InlineData("dummy", Small)]
    public async Task What_is_downloaded_is_what_was_backed_up(string plugin, string target)
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(target, plugin, plugin);
        await using var reading = await Reading.StartAsync(service.Shield, archive);

        Assert.IsType<DownloadPiece.Whole>(await reading.End);

        Assert.Equal(archive.SizeBytes, reading.Content.Length);
        Assert.Equal(archive.Sha256, Convert.ToHexStringLower(SHA256.HashData(reading.Content)));
        Assert.All(reading.Sizes, size => Assert.InRange(size, 1, DownloadPiece.BytesMax));
        Assert.Empty(ProcessTable.Of(archive.Uuid));
        Assert.Empty(trial.FilesThatTell());
    }

    [Theory]
    [InlineData("flip", "was stored and")]
    [InlineData("cut", "bytes were stored and")]
    [InlineData("grow", "bytes were stored and")]
    [InlineData("double", "bytes were stored and")]
    public async Task A_damaged_archive_never_comes_whole(string damage, string reason)
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Large);
        Damage(Assert.Single(trial.Blobs), damage);
        await using var reading = await Reading.StartAsync(service.Shield, archive);

        var end = Assert.IsType<DownloadPiece.Broken>(await reading.End);

        Assert.True(end.ArchiveDamaged);
        Assert.StartsWith("the archive is damaged: ", end.Reason, Ordinal);
        Assert.Contains(reason, end.Reason, Ordinal);
        Assert.InRange(reading.Content.Length, 1, archive.SizeBytes - DownloadPiece.BytesMax);
        Assert.Empty(ProcessTable.Of(archive.Uuid));
    }

    [Fact]
    public async Task Of_a_small_archive_that_is_damaged_nothing_comes_at_all()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Small);
        Damage(Assert.Single(trial.Blobs), "flip");
        await using var reading = await Reading.StartAsync(service.Shield, archive);

        Assert.True(Assert.IsType<DownloadPiece.Broken>(await reading.End).ArchiveDamaged);
        Assert.Empty(reading.Content);
    }

    [Theory]
    [InlineData("dummy", """{"retrieve": {"exit": 4}}""", "(exit 4)")]
    [InlineData("dummy1", """{"retrieve": {"exit": 4}}""", "(exit 4)")]
    [InlineData("dummy", """{"retrieve": {"die": "end"}}""", "ended by signal 9")]
    [InlineData("dummy", """{"retrieve": {"cut_bytes": 2000000, "exit": 3}}""", "(exit 3)")]
    public async Task A_plugin_that_fails_half_way_is_blamed_and_nothing_looks_whole(
        string plugin, string store, string reason)
    {
        var trial = service.Try();
        await trial.RunAsync(Large, store, plugin, plugin);
        var archive = Assert.Single(await trial.ArchivesAsync());
        await using var reading = await Reading.StartAsync(service.Shield, archive);

        var end = Assert.IsType<DownloadPiece.Broken>(await reading.End);

        Assert.False(end.ArchiveDamaged);
        Assert.StartsWith($"plugin '{plugin}' failed to retrieve", end.Reason, Ordinal);
        Assert.Contains(reason, end.Reason, Ordinal);
        Assert.InRange(reading.Content.Length, 1, archive.SizeBytes - DownloadPiece.BytesMax);
    }

    [Fact]
    public async Task A_plugin_that_fails_is_quoted_without_the_password()
    {
        service.Install("telling", Telling);
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Small, "dummy", "telling");
        await using var reading = await Reading.StartAsync(service.Shield, archive);

        var end = Assert.IsType<DownloadPiece.Broken>(await reading.End);

        Assert.Contains("I was told", end.Reason, Ordinal);
        Assert.DoesNotContain(trial.Canary, end.Reason, Ordinal);
        Assert.Empty(trial.FilesThatTell());
    }

    [Fact]
    public async Task Who_takes_nothing_is_sent_no_more_than_the_window_and_gets_the_rest_later()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Large);
        await using var reading = await Reading.StartAsync(service.Shield, archive, confirms: false);
        var ended = reading.End;
        while (!ended.IsCompleted)
        {
            var before = reading.Content.Length;
            const int Full = DownloadPiece.WindowBytes - DownloadPiece.BytesMax;
            var (taken, left) = (before, archive.SizeBytes - before);
            await reading.UntilMoreThanAsync(taken + Math.Min(Full, left - 1));
            Assert.InRange(reading.Content.Length - taken, 1, DownloadPiece.WindowBytes);
            if (reading.Content.Length == archive.SizeBytes) break;
            await reading.ConfirmAsync();
        }

        await reading.ConfirmAsync();
        Assert.IsType<DownloadPiece.Whole>(await ended);
        Assert.Equal(archive.Sha256, Convert.ToHexStringLower(SHA256.HashData(reading.Content)));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"retrieve": {"hang": "start", "ready": "@/ready"}}""", false)]
    [InlineData("""{"retrieve": {"hang": "start", "ready": "@/ready", "ignore_term": true}}""", false)]
    [InlineData("""{"retrieve": {"grandchild": "holding", "ready": "@/ready", "hang": "start"}}""", false)]
    public async Task Whoever_leaves_takes_the_plugin_and_all_its_processes_along(string store, bool gives)
    {
        var trial = service.Try();
        await trial.RunAsync(Large, store);
        var archive = Assert.Single(await trial.ArchivesAsync());
        var reading = await Reading.StartAsync(service.Shield, archive, confirms: false);
        if (gives) await reading.UntilMoreThanAsync(0);
        else await trial.UntilThereAsync("ready");

        await reading.DisposeAsync();

        await ShieldCluster.UntilAsync(
            () => ProcessTable.Of(archive.Uuid).Count == 0, () => "processes of the download are left");
        Assert.Empty(trial.FilesThatTell());
    }

    [Fact]
    public async Task An_agent_hands_out_so_many_at_once_and_refuses_further_ones_until_one_has_ended()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Large);
        var readings = new List<Reading>();
        for (var i = 0; i < Downloads.AtOnceMax; i++)
        {
            readings.Add(await Reading.StartAsync(service.Shield, archive, confirms: false));
            await readings[i].UntilMoreThanAsync(0);
        }

        var refused = await Reading.StartAsync(service.Shield, archive);
        var refusal = await Assert.ThrowsAsync<ShieldException>(() => refused.End);
        Assert.Equal(Reason.Unavailable, refusal.Reason);
        await readings[0].DisposeAsync();
        // The agent hears a moment later that its reader has left.
        await ShieldCluster.UntilAsync(
            () => IsServedAsync(archive), () => "no download is served, though one has ended");

        foreach (var reading in readings.Skip(1)) await reading.DisposeAsync();
    }

    private async Task<bool> IsServedAsync(Shield.Grains.ArchiveRow archive)
    {
        var reading = await Reading.StartAsync(service.Shield, archive);
        try
        {
            return await reading.End is DownloadPiece.Whole;
        }
        catch (ShieldException busy) when (busy.Reason is Reason.Unavailable)
        {
            return false;
        }
    }

    [Fact]
    public async Task An_archive_that_is_deleted_meanwhile_comes_whole_from_a_store_that_keeps_open_files()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Large);
        await using var reading = await Reading.StartAsync(service.Shield, archive, confirms: false);
        await reading.UntilMoreThanAsync(0);

        await trial.DeleteAsync(archive);

        // The purge does not wait for the download.
        await trial.PurgeOfAsync(archive);
        await trial.UntilNoBlobAsync();
        Assert.Equal(ArchiveStatus.Purged, (await trial.ArchiveAsync(archive.Uuid)).Status);
        var confirming = ConfirmAsync(reading);
        Assert.IsType<DownloadPiece.Whole>(await reading.End);
        await confirming;
        Assert.Equal(archive.Sha256, Convert.ToHexStringLower(SHA256.HashData(reading.Content)));
        var refusal = await Assert.ThrowsAsync<ShieldException>(
            () => Reading.StartAsync(service.Shield, archive));
        Assert.Equal(Reason.Conflict, refusal.Reason);
    }

    [Fact]
    public async Task A_blob_that_is_gone_is_a_failure_of_the_store_before_the_first_byte()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync(Large);
        File.Delete(Assert.Single(trial.Blobs));
        await using var reading = await Reading.StartAsync(service.Shield, archive);

        var end = Assert.IsType<DownloadPiece.Broken>(await reading.End);

        Assert.Contains("no such object", end.Reason, Ordinal);
        Assert.False(end.ArchiveDamaged);
        Assert.Empty(reading.Content);
    }

    private static async Task ConfirmAsync(Reading reading)
    {
        await ShieldCluster.UntilAsync(
            async () =>
            {
                await reading.ConfirmAsync();
                return reading.End.IsCompleted;
            },
            () => "the download does not end");
    }

    private static void Damage(string blob, string how)
    {
        using var file = File.Open(blob, FileMode.Open, FileAccess.ReadWrite);
        if (how != "flip")
        {
            var change = how switch { "cut" => -1, "grow" => 1, _ => file.Length };
            file.SetLength(file.Length + change);
            return;
        }

        file.Position = file.Length / 2;
        var old = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(old ^ 1));
    }
}
