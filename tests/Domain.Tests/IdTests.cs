using System.Text.Json;
using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Domain.Plugins;

namespace Shield.Domain.Tests;

public sealed class IdTests
{
    [Fact]
    public void An_id_reads_as_a_lower_case_uuid()
    {
        var id = new TargetId(new Guid("0F8FAD5B-D9CB-469F-A165-70867728950E"));

        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e", id.ToString());
    }

    [Fact]
    public void A_state_holds_ids_as_bare_uuids_under_snake_case_names()
    {
        var archive = new ArchiveState
        {
            Uuid = new ArchiveId(new Guid("0F8FAD5B-D9CB-469F-A165-70867728950E")),
            Agent = AgentAddress.Parse("127.0.0.1:5444")!.Value,
            TargetPlugin = PluginName.Parse("fs")!.Value,
            StorePlugin = PluginName.Parse("fs")!.Value,
        };

        var json = JsonSerializer.SerializeToElement(archive, StateJson.Default.ArchiveState);

        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e", json.GetProperty("uuid").GetString());
        Assert.Equal("valid", json.GetProperty("status").GetString());
        Assert.Equal(archive, json.Deserialize(StateJson.Default.ArchiveState));
    }

    [Fact]
    public void The_cleanup_of_a_task_is_always_the_same_task_and_never_the_task_itself()
    {
        var task = new TaskId(Guid.NewGuid());

        Assert.Equal(task.ToCleanup(), task.ToCleanup());
        Assert.NotEqual(task, task.ToCleanup());
    }
}
