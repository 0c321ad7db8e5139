using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Grains;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Tests.Archives;

public sealed class DownloadArchiveTests
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    [Fact]
    public async Task An_archive_comes_as_it_is_with_its_length_its_name_and_its_digest()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = Add(api, "ab", "cdefg");
        api.Shield.Download.Pieces.Add(new DownloadPiece.Whole());

        var answer = await api.GetAsync(PathOf(archive));

        Assert.Equal((200, "application/octet-stream"), (answer.Status, answer.ContentType));
        Assert.Equal("abcdefg", answer.Text);
        Assert.Equal("7", answer.Headers["Content-Length"]);
        Assert.Equal($"\"{archive.Sha256}\"", answer.Headers["ETag"]);
        Assert.Equal(
            $"sha-256=:{Convert.ToBase64String(SHA256.HashData("abcdefg"u8))}:",
            answer.Headers["Repr-Digest"]);
        Assert.Equal(
            $"attachment; filename=\"a-target-20260131T163015Z-{archive.Uuid.ToString()[..8]}\"",
            answer.Headers["Content-Disposition"]);
        Assert.Equal([2, 7], api.Shield.Download.Taken);
        var order = api.Shield.Download.Order!;
        Assert.Equal(
            (archive.Uuid, archive.StoreKey, archive.SizeBytes, archive.Sha256),
            (order.Archive, order.Key, order.SizeBytes, order.Sha256));
    }

    [Fact]
    public async Task An_archive_without_a_byte_is_an_answer_without_a_byte()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = Add(api);
        api.Shield.Download.Pieces.Add(new DownloadPiece.Whole());

        var answer = await api.GetAsync(PathOf(archive));

        Assert.Equal((200, "", "0"), (answer.Status, answer.Text, answer.Headers["Content-Length"]));
    }

    [Fact]
    public async Task HEAD_says_what_would_come_and_asks_no_agent()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = Add(api, "abc");
        api.Shield.Agents.Clear();

        var answer = await api.SendAsync(HttpMethod.Head, PathOf(archive), body: null);

        Assert.Equal((200, "3"), (answer.Status, answer.Headers["Content-Length"]));
        Assert.Equal($"\"{archive.Sha256}\"", answer.Headers["ETag"]);
        Assert.Null(api.Shield.Download.Order);
    }

    [Theory]
    [InlineData(ArchiveStatus.Expired)]
    [InlineData(ArchiveStatus.Purged)]
    [InlineData(ArchiveStatus.Invalid)]
    public async Task Only_a_valid_archive_is_handed_out(ArchiveStatus status)
    {
        await using var api = await ApiServer.StartAsync();
        var archive = api.Shield.Add(status, ApiServer.Now);

        (await api.GetAsync(PathOf(archive))).IsProblem(409);

        Assert.Null(api.Shield.Download.Order);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_what_is_no_UUID_is_refused()
    {
        await using var api = await ApiServer.StartAsync();

        (await api.GetAsync($"/v1/archive/{Guid.NewGuid()}/download")).IsProblem(404);
        (await api.GetAsync("/v1/archive/7/download")).IsProblem(400);
    }

    [Fact]
    public async Task While_the_agent_is_away_it_is_named_and_the_client_may_come_again()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = Add(api, "abc");
        api.Shield.Reader = AgentAddress.Parse("10.0.0.7:5444")!.Value;

        var answer = (await api.GetAsync(PathOf(archive))).IsProblem(503);

        Assert.Contains("10.0.0.7:5444", answer.TextOf("detail"), Ordinal);
        Assert.Equal("5", answer.Headers["Retry-After"]);
    }

    [Fact]
    public async Task An_agent_that_is_busy_refuses_before_the_first_byte()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = Add(api);
        api.Shield.Download.Fault = new ShieldException(Reason.Unavailable, "it is busy", "try again");

        var answer = (await api.GetAsync(PathOf(archive))).IsProblem(503);

        Assert.Equal(("it is busy", "5"), (answer.TextOf("detail"), answer.Headers["Retry-After"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_fails_before_the_first_byte_is_a_problem_and_damage_is_remembered(bool damaged)
    {
        await using var api = await ApiServer.StartAsync();
        var archive = Add(api);
        api.Shield.Download.Pieces.Add(new DownloadPiece.Broken("it is not there", damaged));

        var answer = (await api.GetAsync(PathOf(archive))).IsProblem(409);

        Assert.Equal("it is not there", answer.TextOf("detail"));
        Assert.False(answer.Headers.ContainsKey("Content-Disposition"));
        Assert.Equal(damaged ? ["invalidate: it is not there"] : [], api.Shield.Asked);
        Assert.Equal([null, 409], api.Shield.Audit.Lines.Select(line => line.Status));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_breaks_off_breaks_the_connection_and_is_noted(bool damaged)
    {
        await using var api = await ApiServer.StartAsync();
        var archive = Add(api, "abc", "defg");
        api.Shield.Download.Pieces.RemoveAt(1);
        api.Shield.Download.Pieces.Add(new DownloadPiece.Broken("it broke", damaged));

        await Assert.ThrowsAsync<HttpRequestException>(() => api.GetAsync(PathOf(archive)));

        await UntilNotedAsync(api, "download archive (cut off after 3 of 7 bytes)");
        Assert.Contains(api.Log.Lines, line => $"{line}".Contains("it broke", Ordinal));
        Assert.Equal(damaged ? ["invalidate: it broke"] : [], api.Shield.Asked);
    }

    [Fact]
    public async Task An_agent_that_goes_in_the_middle_breaks_the_connection()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = Add(api, "abc", "defg");
        api.Shield.Download.Pieces.RemoveAt(1);
        api.Shield.Download.Fault = new TimeoutException("no answer");

        await Assert.ThrowsAsync<HttpRequestException>(() => api.GetAsync(PathOf(archive)));

        await UntilNotedAsync(api, "download archive (cut off after 3 of 7 bytes)");
    }

    [Fact]
    public async Task A_whole_download_is_noted_when_it_has_ended()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = Add(api, "abc");
        api.Shield.Download.Pieces.Add(new DownloadPiece.Whole());

        await api.GetAsync(PathOf(archive));

        await UntilNotedAsync(api, "download archive");
        Assert.Equal([null, 200], api.Shield.Audit.Lines.Select(line => line.Status));
    }

    [Fact]
    public async Task Whoever_leaves_ends_it_at_the_agent()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = Add(api, "abc", "defg");
        api.Shield.Download.Pieces.RemoveAt(1);
        api.Shield.Download.Hangs = true;
        using (var client = await AskAsync(api, archive))
        {
            await ReadUntilAsync(client, "abc");
        }

        await api.Shield.Download.Ended.WaitAsync(Patience, TimeProvider.System);
        await UntilNotedAsync(api, "download archive (cut off after 3 of 7 bytes)");
    }

    [Fact]
    public async Task The_stop_of_the_service_breaks_the_connection_and_ends_it_at_the_agent()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = Add(api, "abc", "defg");
        api.Shield.Download.Pieces.RemoveAt(1);
        api.Shield.Download.Hangs = true;
        using var client = await AskAsync(api, archive);
        await ReadUntilAsync(client, "abc");

        await api.StopAsync();

        Assert.True(api.Shield.Download.Ended.IsCompleted);
        Assert.Contains(api.Log.Lines, line => $"{line}".Contains("the service is being stopped", Ordinal));
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static string PathOf(ArchiveRow archive) => $"/v1/archive/{archive.Uuid}/download";

    /// <summary>An archive of these pieces.</summary>
    private static ArchiveRow Add(ApiServer api, params string[] pieces)
    {
        var content = Encoding.ASCII.GetBytes(string.Concat(pieces));
        var row = api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now) with
        {
            SizeBytes = content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        };
        api.Shield.Archives.Clear();
        api.Shield.Archives.Add(row);
        api.Shield.Download.Pieces.AddRange(
            pieces.Select(piece => new DownloadPiece.Bytes(Encoding.ASCII.GetBytes(piece))));
        return row;
    }

    private static async Task<TcpClient> AskAsync(ApiServer api, ArchiveRow archive)
    {
        var client = new TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, api.Http.BaseAddress!.Port);
        var request = $"GET {PathOf(archive)} HTTP/1.1\r\nHost: localhost\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return client;
    }

    private static async Task ReadUntilAsync(TcpClient client, string end)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var (text, buffer) = ("", new byte[4096]);
        while (!text.EndsWith(end, Ordinal))
        {
            var got = await client.GetStream().ReadAsync(buffer, deadline.Token);
            Assert.NotEqual(0, got);
            text += Encoding.ASCII.GetString(buffer, 0, got);
        }
    }

    private static async Task UntilNotedAsync(ApiServer api, string what)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (api.Shield.Audit.Lines.Last() is not { Status: 200 } line || line.What != what)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
    }
}
