using Microsoft.Extensions.DependencyInjection;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>Makes a silo an agent.</summary>
public static class WorkerHosting
{
    /// <summary>Lets this silo run pipelines. Its label is set by the silo's metadata.</summary>
    public static ISiloBuilder AddWorker(this ISiloBuilder silo, WorkerOptions options)
    {
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
        silo.Services.AddSingleton<WorkerRoom>();
        silo.Services.AddHostedService(services => services.GetRequiredService<WorkerRoom>());
        return silo;
    }
}
