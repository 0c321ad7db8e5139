using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Domain.Tokens;

namespace Shield.Api.Endpoints.Tests.Archives;

public sealed class ArchiveVerbsTests
{
    [Fact]
    public async Task A_restore_without_a_body_goes_to_its_own_target_for_anon()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now);

        var answer = await api.PostAsync($"/v1/archive/{archive.Uuid}/restore", body: null);

        Assert.Equal(200, answer.Status);
        Assert.Equal(["ok", "task_uuid"], answer.FieldNames());
        Assert.Equal("scheduled", answer.TextOf("ok"));
        Assert.Equal(["restore to its own for anon"], api.Shield.Asked);
    }

    [Fact]
    public async Task A_restore_whose_agent_is_away_says_at_once_what_it_waits_for()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now);
        api.Shield.Planned = AgentAddress.Parse("10.0.0.9:5444")!.Value;

        var answer = await api.PostAsync($"/v1/archive/{archive.Uuid}/restore", body: null);

        Assert.Equal("agent 10.0.0.9:5444 to connect", answer.TextOf("waits_for"));
    }

    [Fact]
    public async Task A_restore_may_go_to_another_target()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now);
        var target = api.Shield.AddTarget("another").Uuid;

        await api.PostAsync(
            $"/v1/archive/{archive.Uuid}/restore", $$"""{"target":"{{target}}","owner":"jane"}""");

        Assert.Equal([$"restore to {target} for jane"], api.Shield.Asked);
    }

    [Theory]
    [InlineData("\"36f50f26-b007-433a-a67a-bdffbd0746c8\"")]
    [InlineData("\"here\"")]
    [InlineData("7")]
    public async Task A_restore_to_no_target_is_refused(string target)
    {
        await using var api = await ApiServer.StartAsync();
        var archive = api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now);

        var answer = await api.PostAsync(
            $"/v1/archive/{archive.Uuid}/restore", $$"""{"target":{{target}},"owner":[]}""");

        Assert.Equal(["target", "owner"], answer.IsProblem(400).Faulty);
        Assert.Empty(api.Shield.Asked);
    }

    [Theory]
    [InlineData(ArchiveStatus.Expired)]
    [InlineData(ArchiveStatus.Purged)]
    [InlineData(ArchiveStatus.Invalid)]
    public async Task Only_a_valid_archive_is_restored(ArchiveStatus status)
    {
        await using var api = await ApiServer.StartAsync();
        var archive = api.Shield.Add(status, ApiServer.Now);

        var answer = await api.PostAsync($"/v1/archive/{archive.Uuid}/restore", body: null);

        answer.IsProblem(409);
        Assert.Equal("choose a valid one", answer.TextOf("hint"));
    }

    [Fact]
    public async Task An_archive_is_deleted_with_a_reason()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now);

        var answer = await api.DeleteAsync($"/v1/archive/{archive.Uuid}");

        Assert.Equal("""{"ok":"deleted"}""", answer.Text);
        Assert.Equal(["delete archive: deleted by anon"], api.Shield.Asked);
    }

    [Fact]
    public async Task An_archive_is_deleted_by_the_name_of_the_token()
    {
        await using var api = await ApiServer.StartAsync();
        var archive = api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now);
        var token = api.Shield.Tokens.Add(TokenRole.Engineer, "night shift");
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/v1/archive/{archive.Uuid}");
        request.Headers.Add("X-Shield-Token", token);

        Assert.Equal(200, (await api.SendAsync(request)).Status);

        Assert.Equal(["delete archive: deleted by night shift"], api.Shield.Asked);
    }
}
