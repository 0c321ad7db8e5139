using Shield.Domain.Archives;

namespace Shield.Api.Endpoints.Tests.Archives;

public sealed class AnnotateArchiveTests
{
    [Theory]
    [InlineData("Some notes about this archive")]
    [InlineData("")]
    public async Task Notes_are_replaced(string notes)
    {
        await using var api = await ApiServer.StartAsync();
        var archive = api.Shield.Add(ArchiveStatus.Purged, ApiServer.Now);

        var answer = await api.PutAsync(
            $"/v1/archive/{archive.Uuid}", $$"""{"notes":"{{notes}}","status":"valid"}""");

        Assert.Equal((200, """{"ok":"updated"}"""), (answer.Status, answer.Text));
        Assert.Equal([$"note: {notes}"], api.Shield.Asked);
    }

    [Theory]
    [InlineData("{}", "notes", null)]
    [InlineData("""{"notes":null}""", "notes", null)]
    [InlineData("""{"notes":5}""", null, "notes")]
    public async Task Notes_must_be_there_and_a_text(string body, string? missing, string? faulty)
    {
        await using var api = await ApiServer.StartAsync();
        var archive = api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now);

        var answer = await api.PutAsync($"/v1/archive/{archive.Uuid}", body);

        Assert.Equal(missing, answer.IsProblem(400).Missing.SingleOrDefault());
        Assert.Equal(faulty, answer.Faulty.SingleOrDefault());
        Assert.Empty(api.Shield.Asked);
    }
}
