using System.Data.Common;
using Orleans.Storage;
using Shield.Domain;
using Shield.Grains;
using Shield.Silo.Catalog;

namespace Shield.Silo.Hosting;

/// <summary>Orleans' storage, with the database's refusals turned into ours, so that no grain knows a
/// database.</summary>
/// <remarks>Orleans wraps what a storage provider throws on its way to the grain, which unwraps it.</remarks>
internal sealed class CatalogStorage(CatalogDatabase database, IGrainStorage storage) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!Unsaved.Is(grainId))
        {
            return Translate(storage.ReadStateAsync(stateName, grainId, grainState), CatalogTrouble.WhenAway);
        }

        grainState.State = Activator.CreateInstance<T>();
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translate(Group(() => storage.WriteStateAsync(stateName, grainId, grainState)), error => error switch
        {
            _ when CatalogTrouble.WhenAway(error) is { } away => away,
            _ when CatalogTrouble.IsForeignKey(error) => new ShieldException(
                Reason.Conflict,
                $"this {stateName} refers to something that does not exist, or no longer",
                "look at what it names: it may just have been deleted"),
            _ when CatalogTrouble.IsUnique(error) && stateName == "task" => new ShieldException(
                Reason.Conflict,
                "another backup or restore of this target is running",
                "see `shield list tasks`"),
            _ when CatalogTrouble.IsUnique(error) => new ShieldException(
                Reason.Conflict, $"there is such a {stateName} already", ""),
            _ => null,
        });

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translate(Group(() => storage.ClearStateAsync(stateName, grainId, grainState)), error => error switch
        {
            _ when CatalogTrouble.WhenAway(error) is { } away => away,
            _ when CatalogTrouble.IsForeignKey(error) => new ShieldException(
                Reason.Conflict,
                $"this {stateName} is in use",
                "jobs, archives that are kept, and tasks that have not ended need it"),
            _ => null,
        });

    private Task Group(Func<Task> write) => database.GroupAsync(write);

    private static async Task Translate(Task operation, Func<DbException, ShieldException?> refusal)
    {
        try
        {
            await operation;
        }
        catch (Exception e) when (Find(e) is { } error && refusal(error) is { } ours)
        {
            throw ours;
        }
    }

    private static DbException? Find(Exception? error)
    {
        while (error is not null and not DbException) error = error.InnerException;
        return error as DbException;
    }
}
