using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shield.Agent.Worker;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting;
using Shield.Silo.Hosting.Keys;
using Shield.Silo.Hosting.Programs;
using Shield.Silo.Hosting.Settings;

namespace Shield.Agent.Host;

/// <summary>Composes an agent: a small silo beside the data, which runs plugins and keeps nothing.</summary>
internal static class AgentProgram
{
    /// <summary>How long a stop may take, pipelines that run out included.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>What an agent cannot do without.</summary>
    public static IReadOnlyList<string> FindFaults(ShieldSettings settings)
    {
        List<string> faults = [];
        if (settings.Database is null)
        {
            faults.Add("neither SHIELD_DATABASE nor SHIELD_DATABASE_FILE is set: an agent meets its cores in"
                + " a catalog on PostgreSQL; with an embedded one shieldd is the agent itself");
        }
        else if (settings.Agent is null)
        {
            faults.Add("SHIELD_AGENT is not set: say the host:port by which targets name this agent");
        }

        return faults;
    }

    /// <summary>Runs until it is told to stop.</summary>
    public static async Task RunAsync(ShieldSettings settings)
    {
        using var home = HomeFolder.Open(settings.Home);
        using var key = AgentKey.Open(home.KeysFolder);
        await using var catalog = await CatalogDatabase.JoinAsync(settings.Database!, CancellationToken.None);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Logging.AddShieldLogging(settings.Log)
            // It wants the collector of a server, which would take more memory than an agent is to have.
            .AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        builder.UseOrleans(silo => silo
            .UseShieldCluster(settings, catalog, home.SiloPortFile, key)
            .UseShieldReminders(catalog)
            .AddAgentPlacement()
            .AddWorker(WorkerOptions.AsShipped(settings.Agent!.Value, settings.PluginPath, home.RunFolder)));

        builder.Services.AddShieldClock(
            await CatalogClock.OpenAsync(catalog, TimeProvider.System, CancellationToken.None));
        using var host = builder.Build();
        using var secondSignal = SecondSignal.Watch();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => Usage.Greet(settings));
        await host.RunToEndAsync();
    }
}
