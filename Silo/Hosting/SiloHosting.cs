using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Providers;
using Orleans.Reminders;
using Orleans.Storage;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Audit;
using Shield.Grains.Tasks;
using Shield.Grains.Tokens;
using Shield.Silo.Catalog;

namespace Shield.Silo.Hosting;

/// <summary>What the silos of ours share.</summary>
public static class SiloHosting
{
    private const string AdoNet = "catalog";

    /// <summary>Offers the clock by which everything here goes.</summary>
    /// <param name="services">The silo's.</param>
    /// <param name="clock">From <see cref="CatalogClock.OpenAsync"/>.</param>
    public static IServiceCollection AddShieldClock(this IServiceCollection services, TimeProvider clock)
    {
        services.AddSingleton(clock).AddKeyedSingleton(ReminderTimeProviderNames.Reminders, clock);
        return clock is CatalogClock shared
            ? services.AddSingleton(shared).AddHostedService<CatalogClockWatch>()
            : services;
    }

    /// <summary>Keeps reminders in the catalog. For agents too: each silo answers for a part of
    /// them.</summary>
    public static ISiloBuilder UseShieldReminders(this ISiloBuilder silo, CatalogDatabase database) =>
        silo.UseAdoNetReminderService(options =>
        {
            options.Invariant = database.Invariant;
            options.DataSource = database.Writer;
        });

    /// <summary>For cores: keeps grain state and reminders in the catalog, and offers
    /// <c>ICatalog</c>, <see cref="ITaskLog"/>, <see cref="IRequestLedger"/>, <see cref="ITokenBook"/>,
    /// <see cref="IAuditBook"/>, <c>IArchiveUpkeep</c>, <c>ISlotBook</c>, <c>IStoreCheckBook</c> and the
    /// database itself. All silos of a process share one database object; whoever opened it closes it, after
    /// them.</summary>
    public static ISiloBuilder UseShieldCatalog(this ISiloBuilder silo, CatalogDatabase database)
    {
        silo.AddAdoNetGrainStorage(AdoNet, options =>
        {
            options.Invariant = database.Invariant;
            options.DataSource = database.Writer;
            options.DeleteStateOnClear = true;
            options.GrainStorageSerializer = new StateSerializer(StateJson.Default);
        });
        silo.UseShieldReminders(database);
        silo.Services
            .AddKeyedSingleton<IGrainStorage>(
                ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME,
                (services, _) => new CatalogStorage(
                    database, services.GetRequiredKeyedService<IGrainStorage>(AdoNet)))
            .AddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(
                ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME))

            // A factory would hand the database to the container to dispose of, once per silo.
            .AddSingleton(database)
            .AddSingleton(database.Catalog)
            .AddSingleton(database.TaskLog)
            .AddSingleton(database.RequestLedger)
            .AddSingleton(database.TokenBook)
            .AddSingleton(database.AuditBook)
            .AddSingleton(database.ArchiveUpkeep)
            .AddSingleton(database.SlotBook)
            .AddSingleton(database.StoreCheckBook);

        // It logs as an error what is a refusal to us, and throws it too: whoever catches it knows better.
        return silo.ConfigureLogging(
            logging => logging
                .AddFilter("Orleans.Storage.AdoNetGrainStorage", LogLevel.None)
                .AddFilter(typeof(CatalogStorage).FullName, LogLevel.None));
    }
}
