using System.Globalization;
using System.Text.Json.Nodes;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Services;

/// <summary>Real archives, out of the real service, by the programs people use.</summary>
[Trait("Catalog", "Any")]
public sealed class DownloadTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const long LargeBytes = 160L * 1024 * 1024;
    private const long SmallBytes = 1024 * 1024;

    /// <summary>How much more memory a large download may take than a small one: a good part of it is what
    /// the runtime has not yet given back.</summary>
    private const long MoreMemoryMax = LargeBytes / 2;

    /// <summary>What service managers grant.</summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(30);

    private readonly Service _service = Service.Make();

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_large_archive_comes_whole_by_curl_and_by_shield_and_the_service_stays_small()
    {
        var small = await BackUpAsync("small", SmallBytes);
        var large = await BackUpAsync("large", LargeBytes);
        var copy = Path.Combine(_service.Folder, "copy");
        await CurlAsync(small, copy);

        ForgetPeak();
        for (var i = 0; i < 3; i++) await CurlAsync(small, copy);
        var smallPeak = PeakBytes();
        ForgetPeak();
        await CurlAsync(large, copy);
        var largePeak = PeakBytes();

        output.WriteLine($"peak with small downloads {smallPeak / 1024} KiB, large {largePeak / 1024} KiB");
        Assert.InRange(largePeak - smallPeak, long.MinValue, MoreMemoryMax);
        await AssertIsAsync(large, copy);
        var saved = Path.Combine(_service.Folder, "saved");
        await _service.ShieldDoneAsync("download", "archive", Id(large), "--to", saved);
        await AssertIsAsync(large, saved);
        Assert.Empty(Remains.ReadersOf(Id(large)));
        Assert.Empty(Directory.GetFiles(_service.Folder, "*.partial"));
    }

    [Fact]
    public async Task A_client_that_is_killed_ends_the_plugin()
    {
        var archive = await BackUpAsync("large", LargeBytes);
        using var curl = await CurlSlowlyAsync(archive);

        await curl.KillAsync();

        await Poll.UntilAsync(() => !Remains.ReadersOf(Id(archive)).Any(), "the plugin is still there");
        Assert.Empty(Directory.GetFileSystemEntries(_service.EndpointFolder));
    }

    [Fact]
    public async Task A_service_that_is_stopped_breaks_the_download_off_and_leaves_no_process()
    {
        var archive = await BackUpAsync("large", LargeBytes);
        using var curl = await CurlSlowlyAsync(archive);

        await _service.Child.TerminateAsync();

        Assert.Equal(0, await _service.Child.EndAsync(StopMax));
        Assert.NotEqual(0, await curl.EndAsync(StopMax));
        Assert.Empty(Remains.ReadersOf(Id(archive)));
        Assert.False(Directory.Exists(_service.EndpointFolder));
    }

    [Fact]
    public async Task A_damaged_archive_leaves_no_file_and_is_invalid_from_then_on()
    {
        var archive = await BackUpAsync("large", LargeBytes / 10);
        await FlipByteAsync(Assert.Single(BlobsOf("large")));
        var saved = Path.Combine(_service.Folder, "saved");

        var cut = await _service.ShieldAsync("download", "archive", Id(archive), "--to", saved);
        var printed = await _service.ShieldAsync("download", "archive", Id(archive), "--to", "-");

        Assert.Equal(1, cut.ExitCode);
        Assert.Contains("broke off", cut.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_service.Folder, "*saved*"));
        Assert.Equal(1, printed.ExitCode);
        Assert.Contains("the archive is damaged", printed.Errors, StringComparison.Ordinal);
        var after = await _service.Api.GetAsync($"/v1/archive/{Id(archive)}");
        Assert.Equal("invalid", ServiceApi.Text(after, "status"));
    }

    [Fact]
    public async Task A_store_is_tested_and_nothing_of_it_is_left()
    {
        await BackUpAsync("small", SmallBytes);
        var before = BlobsOf("small");

        var said = await _service.ShieldDoneAsync("test", "store", "small");

        Assert.Contains("it does not list it any more", said, StringComparison.Ordinal);
        Assert.Contains("the store works, tested from ", said, StringComparison.Ordinal);
        Assert.Equal(before, BlobsOf("small"));
    }

    private static string Id(JsonNode archive) => ServiceApi.Id(archive);

    private string UrlOf(JsonNode archive) =>
        new Uri(_service.Url, $"/v1/archive/{Id(archive)}/download").ToString();

    private string[] BlobsOf(string name) =>
        Directory.GetFiles(Path.Combine(_service.Folder, $"{name}-blobs"), "*", SearchOption.AllDirectories);

    /// <summary>Backs up so many random bytes; answers the archive.</summary>
    private async Task<JsonNode> BackUpAsync(string name, long bytes)
    {
        var folder = _service.MakeFolder(name);
        var count = bytes.ToString(CultureInfo.InvariantCulture);
        await Tools.OutputOfAsync(
            "sh", "-c", "head -c \"$1\" /dev/urandom >\"$2/data\"", "sh", count, folder);
        var store = new { base_dir = _service.MakeFolder($"{name}-blobs") };
        var job = await _service.Api.CreateJobAsync(name, "fs", new { base_dir = folder }, store);
        var task = await _service.Api.EndOfAsync(await _service.Api.RunAsync(job));
        Assert.Equal("done", ServiceApi.Text(task, "status"));
        return await _service.Api.GetAsync($"/v1/archive/{ServiceApi.Text(task, "archive_uuid")}");
    }

    private Task<string> CurlAsync(JsonNode archive, string file) =>
        Tools.OutputOfAsync("curl", "-sS", "--fail", "-o", file, UrlOf(archive));

    /// <summary>Begins a download that takes very long, and waits until something of it has come.</summary>
    private async Task<Child> CurlSlowlyAsync(JsonNode archive)
    {
        var file = Path.Combine(_service.Folder, "slow");
        var curl = Child.Start(
            Path.Combine(_service.Folder, "curl.log"),
            Tools.CleanEnvironment(),
            "curl", "-sS", "--fail", "--no-buffer", "--limit-rate", "64k", "-o", file, UrlOf(archive));
        await Poll.UntilAsync(
            () => File.Exists(file) && new FileInfo(file).Length > 0, "nothing of the download comes");
        Assert.NotEmpty(Remains.ReadersOf(Id(archive)));
        return curl;
    }

    private static async Task AssertIsAsync(JsonNode archive, string file)
    {
        var sum = await Tools.OutputOfAsync("sha256sum", file);
        Assert.Equal(ServiceApi.Text(archive, "sha256"), sum.Split(' ')[0]);
        Assert.Equal(archive["size_bytes"]!.GetValue<long>(), new FileInfo(file).Length);
    }

    private static async Task FlipByteAsync(string file)
    {
        await using var blob = File.Open(file, FileMode.Open, FileAccess.ReadWrite);
        blob.Position = blob.Length / 2;
        var old = blob.ReadByte();
        blob.Position--;
        blob.WriteByte((byte)(old ^ 1));
    }

    /// <summary>From here on the kernel measures the service's peak anew.</summary>
    private void ForgetPeak() => File.WriteAllText($"/proc/{_service.Child.Pid}/clear_refs", "5");

    private long PeakBytes()
    {
        var line = File.ReadLines($"/proc/{_service.Child.Pid}/status")
            .Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kib = line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return 1024 * long.Parse(kib, CultureInfo.InvariantCulture);
    }
}
