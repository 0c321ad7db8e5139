using Shield.Api.Endpoints.Tests.Archives;
using Shield.Domain.Archives;
using Shield.Domain.Retention;

namespace Shield.Api.Endpoints.Tests.Retention;

public sealed class EditRetentionTests
{
    [Fact]
    public async Task A_policy_is_edited_and_the_archives_that_keep_their_expiry_are_counted()
    {
        await using var api = await ApiServer.StartAsync();
        var policy = api.Shield.AddJob("a job").Retention;
        api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now);
        api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now);

        var answer = await api.PutAsync($"/v1/retention/{policy.Uuid}", """
            {
              "name"    : "Policy Name",
              "summary" : "a short description",
              "expires" : 86400
            }
            """);

        Assert.Equal((200, """{"ok":"updated","archives_kept":2}"""), (answer.Status, answer.Text));
        Assert.Equal(
            new RetentionDefinition("Policy Name", "a short description", 86400),
            api.Shield.Edited.Single());
    }

    [Fact]
    public async Task Whatever_is_wrong_is_told_at_once_and_changes_nothing()
    {
        await using var api = await ApiServer.StartAsync();
        var policy = api.Shield.AddJob("a job").Retention;

        var answer = await api.PutAsync($"/v1/retention/{policy.Uuid}", """{"name":"n","expires":3599}""");

        Assert.Equal(["summary"], answer.IsProblem(400).Missing);
        Assert.Equal(["expires"], answer.Faulty);
        Assert.Empty(api.Shield.Edited);
    }
}
