using Orleans.Storage;
using Shield.Domain.Targets;
using Shield.Grains;

namespace Shield.Silo.Hosting.Tests.Storage;

public sealed class StorageTests
{
    [Fact]
    public async Task A_state_comes_back_as_it_was_written()
    {
        await using var silo = await StorageSilo.StartAsync();
        var target = Samples.Target();

        await silo.WriteAsync("target", target.Uuid.Value, target);

        var read = await silo.ReadAsync<TargetState>("target", target.Uuid.Value);
        Assert.True(read.RecordExists);
        Assert.Equal(target, read.State);
    }

    [Fact]
    public async Task A_state_that_was_never_written_reads_as_absent()
    {
        await using var silo = await StorageSilo.StartAsync();

        var read = await silo.ReadAsync<TargetState>("target", Guid.NewGuid());

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
    }

    [Fact]
    public async Task A_cleared_state_leaves_no_row_and_can_be_made_again()
    {
        await using var silo = await StorageSilo.StartAsync();
        var target = Samples.Target();
        var state = await silo.WriteAsync("target", target.Uuid.Value, target);

        await silo.ClearAsync("target", target.Uuid.Value, state);
        Assert.Null(await silo.Catalog.FindTargetAsync(target.Uuid, CancellationToken.None));
        state.State = target;
        await silo.WriteAsync("target", target.Uuid.Value, state);

        Assert.NotNull(await silo.Catalog.FindTargetAsync(target.Uuid, CancellationToken.None));
    }

    [Fact]
    public async Task Whoever_says_wrongly_that_nothing_is_saved_yet_is_refused()
    {
        await using var silo = await StorageSilo.StartAsync();
        var (target, other) = (Samples.Target(), Samples.Target());
        await silo.WriteAsync("target", target.Uuid.Value, target);
        await silo.WriteAsync("target", other.Uuid.Value, other);

        using (Unsaved.Announce(StorageSilo.Key("target", target.Uuid.Value)))
        {
            Assert.False((await silo.ReadAsync<TargetState>("target", target.Uuid.Value)).RecordExists);
            Assert.True((await silo.ReadAsync<TargetState>("target", other.Uuid.Value)).RecordExists);
            await Assert.ThrowsAsync<InconsistentStateException>(
                () => silo.WriteAsync("target", target.Uuid.Value, target with { Name = "new" }));
        }

        Assert.Equal(target, (await silo.ReadAsync<TargetState>("target", target.Uuid.Value)).State);
    }

    [Fact]
    public async Task A_stale_write_is_refused_and_changes_nothing()
    {
        await using var silo = await StorageSilo.StartAsync();
        var target = Samples.Target();
        await silo.WriteAsync("target", target.Uuid.Value, target);
        var stale = await silo.ReadAsync<TargetState>("target", target.Uuid.Value);
        await silo.WriteAsync("target", target.Uuid.Value, target with { Name = "new" });

        stale.State = target with { Name = "old" };
        await Assert.ThrowsAsync<InconsistentStateException>(
            () => silo.WriteAsync("target", target.Uuid.Value, stale));

        var read = await silo.ReadAsync<TargetState>("target", target.Uuid.Value);
        Assert.Equal("new", read.State!.Name);
    }

    [Fact]
    public async Task A_first_write_is_refused_when_another_came_first()
    {
        await using var silo = await StorageSilo.StartAsync();
        var target = Samples.Target();
        var late = await silo.ReadAsync<TargetState>("target", target.Uuid.Value);
        await silo.WriteAsync("target", target.Uuid.Value, target);

        late.State = target with { Name = "late" };

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => silo.WriteAsync("target", target.Uuid.Value, late));
    }

    [Fact]
    public async Task A_write_or_clear_of_a_state_that_was_cleared_meanwhile_is_refused()
    {
        await using var silo = await StorageSilo.StartAsync();
        var target = Samples.Target();
        await silo.WriteAsync("target", target.Uuid.Value, target);
        var first = await silo.ReadAsync<TargetState>("target", target.Uuid.Value);
        var second = await silo.ReadAsync<TargetState>("target", target.Uuid.Value);
        var third = await silo.ReadAsync<TargetState>("target", target.Uuid.Value);

        await silo.ClearAsync("target", target.Uuid.Value, first);

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => silo.WriteAsync("target", target.Uuid.Value, second));
        await Assert.ThrowsAsync<InconsistentStateException>(
            () => silo.ClearAsync("target", target.Uuid.Value, third));
    }

    [Fact]
    public async Task A_stale_clear_is_refused_and_changes_nothing()
    {
        await using var silo = await StorageSilo.StartAsync();
        var target = Samples.Target();
        await silo.WriteAsync("target", target.Uuid.Value, target);
        var stale = await silo.ReadAsync<TargetState>("target", target.Uuid.Value);
        await silo.WriteAsync("target", target.Uuid.Value, target with { Name = "new" });

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => silo.ClearAsync("target", target.Uuid.Value, stale));

        Assert.Equal("new", (await silo.Catalog.FindTargetAsync(target.Uuid, CancellationToken.None))!.Name);
    }
}
