using Microsoft.Extensions.DependencyInjection;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>Makes a silo an agent.</summary>
public static class WorkerHosting
{
    /// <summary>Lets this silo run pipelines. Its label is set by the silo's metadata.</summary>
    /// <exception cref="FileNotFoundException">There is no supervisor; said before all else.</exception>
    public static ISiloBuilder AddWorker(this ISiloBuilder silo, WorkerOptions options)
    {
        if (!File.Exists(options.SupervisorPath))
        {
            throw new FileNotFoundException($"the supervisor {options.SupervisorPath} is missing");
        }

        silo.Services.AddSingleton(options);
        silo.Services.AddSingleton(services => new ProcessSupervision(
            new ProcessSupervisionOptions
            {
                SupervisorPath = options.SupervisorPath,
                RunFolder = options.RunFolder,
                Grace = options.Grace,
            },
            services.GetRequiredService<TimeProvider>()));
        silo.Services.AddSingleton<KnownPlugins>();
        silo.Services.AddSingleton<Pipelines>();
        silo.Services.AddSingleton<PluginChecks>();
        silo.Services.AddSingleton<BlobLists>();
        silo.Services.AddSingleton<WorkerRoom>();
        silo.Services.AddHostedService(services => services.GetRequiredService<WorkerRoom>());
        silo.Services.AddHostedService<LabelCheck>();
        silo.Services.AddSingleton<StoreRoundTrips>();
        silo.Services.AddHostedService(services => services.GetRequiredService<StoreRoundTrips>());
        silo.Services.AddSingleton<Downloads>();
        silo.Services.AddHostedService(services => services.GetRequiredService<Downloads>());
        return silo;
    }
}
