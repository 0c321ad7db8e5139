using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shield.Agent.Worker;
using Shield.Api.Endpoints;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting;
using Shield.Silo.Hosting.Keys;
using Shield.Silo.Hosting.Programs;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Host;

/// <summary>Composes the whole service in one process: silo, API, catalog, and an agent if it is one.
/// </summary>
internal static class Daemon
{
    /// <summary>How long a stop may take, pipelines that run out included.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Runs until it is told to stop.</summary>
    public static async Task RunAsync(ShieldSettings settings)
    {
        using var home = HomeFolder.Open(settings.Home);
        ListenPort.EnsureFree(settings.Listen);
        using var keys = KeyRing.Open(home.KeysFolder);
        await using var catalog = await OpenCatalogAsync(settings, home);
        await catalog.ClaimAsync("seal", keys.KeyId, CancellationToken.None);
        await catalog.ClaimAsync("core", keys.Core.Id, CancellationToken.None);
        using var agentKey = settings.Agent is null ? null : AgentKey.Open(home.KeysFolder);
        await ListenRules.EnsureAllowedAsync(settings.Listen, catalog.TokenBook);

        var builder = Prepare(settings);
        builder.Services.AddShieldApi(
            new ApiOptions(settings.Name, ProgramVersion.Text, settings.TimeZone, keys.Core.PublicLine));
        builder.Services.AddHostedService<ClusterWatch>();
        builder.Host.UseOrleans(silo => silo
            .UseShieldCluster(settings, catalog, home.SiloPortFile, agentKey)
            .UseShieldCatalog(catalog)
            .UseShieldKeys(keys)
            .AddAgentPlacement()
            .AddWorkers()
            .AddAgent(settings, home)
            .AddStartupTask<Recovery>());

        builder.Services.AddShieldClock(
            await CatalogClock.OpenAsync(catalog, TimeProvider.System, CancellationToken.None));
        await using var app = builder.Build();
        app.UseRouting();
        app.MapShieldApi();
        if (ListenRules.IsExposed(settings.Listen)) app.Logger.TokensInClear(settings.Listen);
        using var secondSignal = SecondSignal.Watch();
        app.Lifetime.ApplicationStarted.Register(() => Greeting.Print(app.Urls, settings));
        await app.RunToEndAsync();
    }

    /// <summary>The catalog, wherever it is.</summary>
    internal static Task<CatalogDatabase> OpenCatalogAsync(ShieldSettings settings, HomeFolder home) =>
        OpenCatalogAsync(settings, home.CatalogFile);

    /// <summary>The catalog, wherever it is.</summary>
    /// <param name="settings">What is set.</param>
    /// <param name="file">Where the embedded one is.</param>
    internal static Task<CatalogDatabase> OpenCatalogAsync(ShieldSettings settings, string file) =>
        settings.Database is { } server
            ? CatalogDatabase.OpenAsync(server, CancellationToken.None)
            : CatalogDatabase.OpenAsync(file, CancellationToken.None);

    private static WebApplicationBuilder Prepare(ShieldSettings settings)
    {
        // No arguments and no settings files of the framework: what can be set is said in one place.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseShieldAddress(settings);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton(settings);
        builder.Services.AddShieldGrains(
            new TaskLimits(settings.TaskTimeout),
            settings.History,
            new ScheduleClock(settings.TimeZone, settings.DevMode, settings.History.Tasks));
        builder.Logging.AddShieldLogging(settings.Log);
        return builder;
    }

    private static ISiloBuilder AddAgent(this ISiloBuilder silo, ShieldSettings settings, HomeFolder home) =>
        settings.Agent is not { } agent
            ? silo
            : silo.AddWorker(WorkerOptions.AsShipped(agent, settings.PluginPath, home.RunFolder));
}
